package io.tombolo.fs.internal.poll;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Poll;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.WaitPool;
import jakarta.inject.Inject;

/** poll(2) and select(2). */
public final class PollCalls {
    private static final int POLLFD_SIZE = 8;
    private static final int EVENTS = 4;
    private static final int RETURNED = 6;
    /** What select(2) takes for readable, writable and exceptional: {@code POLLIN_SET} and so on of {@code fs/select.c}. */
    private static final int READABLE = Poll.POLLRDNORM | Poll.POLLRDBAND | Poll.POLLIN | Poll.POLLHUP | Poll.POLLERR;

    private static final int WRITABLE = Poll.POLLWRBAND | Poll.POLLWRNORM | Poll.POLLOUT | Poll.POLLERR;
    private static final int EXCEPTIONAL = Poll.POLLPRI;

    private final HostSystem host;
    private final WaitPool waits;

    @Inject
    PollCalls(HostSystem host, WaitPool waits) {
        this.host = host;
        this.waits = waits;
    }

    /** Waits for events on descriptors. */
    @Syscall("ppoll")
    public long ppoll(
            Task task,
            @Arg(value = ArgumentKind.POLL_FDS, length = "nfds") long fds,
            @Arg(ArgumentKind.UINT) int nfds,
            @Arg(ArgumentKind.TIMESPEC) long tmoP,
            @Arg(ArgumentKind.SIGSET) long sigmask,
            @Arg(ArgumentKind.SIZE) long sigsetsize) {
        PollEntries.requireCount(nfds, task.process().limits().bound(ResourceLimits.OPEN_FILES));
        long deadline = Deadline.ofTimespec(task, tmoP);
        try (PollEntries entries = new PollEntries(host, waits, nfds)) {
            for (int index = 0; index < nfds; index++) {
                long entry = fds + (long) index * POLLFD_SIZE;
                int events = Short.toUnsignedInt(task.guest().getShort(entry + EVENTS));
                entries.add(task, task.guest().getInt(entry), events);
            }
            TemporaryMask.begin(task, sigmask, sigsetsize);
            int ready = await(task, entries, tmoP, deadline);
            TemporaryMask.end(task, sigmask);
            for (int index = 0; index < nfds; index++) {
                task.guest().putShort(fds + (long) index * POLLFD_SIZE + RETURNED, (short) entries.events(index));
            }
            return ready;
        }
    }

    private static int await(Task task, PollEntries entries, long timespec, long deadline) {
        try {
            return entries.await(task, deadline);
        } catch (ErrnoException interrupted) {
            Deadline.storeRemaining(task, timespec, deadline);
            throw interrupted.number() == RestartCode.ERESTARTSYS
                    ? ErrnoException.of(RestartCode.ERESTARTNOHAND)
                    : interrupted;
        }
    }

    /** Waits for events on sets of descriptors. */
    @Syscall("pselect6")
    public long pselect6(
            Task task,
            int nfds,
            @Arg(ArgumentKind.POINTER) long readfds,
            @Arg(ArgumentKind.POINTER) long writefds,
            @Arg(ArgumentKind.POINTER) long exceptfds,
            @Arg(ArgumentKind.TIMESPEC) long timeout,
            @Arg(ArgumentKind.POINTER) long sigmask) {
        if (nfds < 0) {
            return Errno.EINVAL.result();
        }
        long deadline = Deadline.ofTimespec(task, timeout);
        long mask = sigmask == 0 ? 0 : task.guest().getLong(sigmask);
        long maskSize = sigmask == 0 ? 0 : task.guest().getLong(sigmask + Long.BYTES);
        int count = Math.min(
                nfds, (int) Math.min(task.process().limits().bound(ResourceLimits.OPEN_FILES), Integer.MAX_VALUE));
        DescriptorSet readable = DescriptorSet.read(task, readfds, count);
        DescriptorSet writable = DescriptorSet.read(task, writefds, count);
        DescriptorSet exceptional = DescriptorSet.read(task, exceptfds, count);
        try (PollEntries entries = new PollEntries(host, waits, count)) {
            int[] descriptors = new int[count];
            for (int descriptor = 0; descriptor < count; descriptor++) {
                int events = (readable.has(descriptor) ? READABLE : 0)
                        | (writable.has(descriptor) ? WRITABLE : 0)
                        | (exceptional.has(descriptor) ? EXCEPTIONAL : 0);
                if (events != 0) {
                    descriptors[entries.size()] = descriptor;
                    entries.add(task, descriptor, events);
                }
            }
            if (entries.hasInvalid()) {
                return Errno.EBADF.result();
            }
            TemporaryMask.begin(task, mask, maskSize);
            await(task, entries, timeout, deadline);
            TemporaryMask.end(task, mask);
            Deadline.storeRemaining(task, timeout, deadline);
            return (long) keep(readable, entries, descriptors, READABLE)
                    + keep(writable, entries, descriptors, WRITABLE)
                    + keep(exceptional, entries, descriptors, EXCEPTIONAL);
        }
    }

    private static int keep(DescriptorSet set, PollEntries entries, int[] descriptors, int events) {
        int kept = 0;
        for (int index = 0; index < entries.size(); index++) {
            int descriptor = descriptors[index];
            if (set.has(descriptor)) {
                if ((entries.events(index) & events) != 0) {
                    kept++;
                } else {
                    set.remove(descriptor);
                }
            }
        }
        set.write();
        return kept;
    }
}
