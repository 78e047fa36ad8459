package io.tombolo.mm.internal.syscall;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.abi.layout.IovecLayout;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;
import java.util.Arrays;

/** process_vm_readv(2) and process_vm_writev(2). */
public final class CrossMemoryCalls {
    private static final long PAGE = 4096;

    /** {@code PVM_MAX_USER_PAGES} pages. */
    private static final long PINNED_AT_ONCE = 1024 * PAGE;

    @Inject
    CrossMemoryCalls() {}

    /** process_vm_readv(2). */
    @Syscall(
            value = "process_vm_readv",
            limits =
                    "what a process reads of itself into an overlapping private range may show what was copied just before")
    public long processVmReadv(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(value = ArgumentKind.IOVEC_OUT, length = "liovcnt") long local_iov,
            @Arg(ArgumentKind.SIZE) long liovcnt,
            @Arg(ArgumentKind.POINTER) long remote_iov,
            @Arg(ArgumentKind.SIZE) long riovcnt,
            @Arg(ArgumentKind.HEX) long flags) {
        GuestBuffer local = buffer(task, local_iov, liovcnt, flags);
        if (local.remaining() == 0) {
            return 0;
        }
        Ranges remote = ranges(task, remote_iov, riovcnt, flags);
        long wished = Math.min(remote.total(), local.remaining());
        GuestBuffer from = remote.pinned(target(task, pid), Access.READ, wished);
        return copy(from, local, from, wished);
    }

    /** process_vm_writev(2). */
    @Syscall("process_vm_writev")
    public long processVmWritev(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(value = ArgumentKind.IOVEC_IN, length = "liovcnt") long local_iov,
            @Arg(ArgumentKind.SIZE) long liovcnt,
            @Arg(ArgumentKind.POINTER) long remote_iov,
            @Arg(ArgumentKind.SIZE) long riovcnt,
            @Arg(ArgumentKind.HEX) long flags) {
        GuestBuffer local = buffer(task, local_iov, liovcnt, flags);
        if (local.remaining() == 0) {
            return 0;
        }
        Ranges remote = ranges(task, remote_iov, riovcnt, flags);
        long wished = Math.min(remote.total(), local.remaining());
        GuestBuffer to = remote.pinned(target(task, pid), Access.WRITE, wished);
        return copy(local, to, to, wished);
    }

    private static PagedMemory target(Task task, int pid) {
        Task target = task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        Credentials mine = task.credentials();
        Credentials theirs = target.credentials();
        boolean same = theirs.effectiveUser() == mine.realUser()
                && theirs.realUser() == mine.realUser()
                && theirs.savedUser() == mine.realUser();
        if (!same && !mine.privileged()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        return (PagedMemory) target.memory();
    }

    /** The ranges of an iovec that lies in the caller's own memory. */
    private static final class Ranges {
        private final long[] addresses;
        private final long[] lengths;

        Ranges(int count) {
            addresses = new long[count];
            lengths = new long[count];
        }

        long total() {
            return Arrays.stream(lengths).sum();
        }

        /**
         * As much of them as the kernel may touch in another process, up to the first page that it may not; it is brought in first, and
         * more of a range than is wanted: Linux pins a thousand pages of it at a time before it looks at the other side.
         */
        GuestBuffer pinned(PagedMemory memory, int access, long atMost) {
            GuestBuffer buffer = new GuestBuffer(memory.addressSpace().memory());
            for (int range = 0; range < addresses.length && buffer.remaining() < atMost; range++) {
                long wanted = Math.min(lengths[range], atMost - buffer.remaining());
                long batches = (wanted + PINNED_AT_ONCE - 1) / PINNED_AT_ONCE * PINNED_AT_ONCE;
                long pinned = memory.pinRemotely(addresses[range], Math.min(lengths[range], batches), access);
                buffer.add(addresses[range], Math.min(pinned, wanted));
                if (pinned < wanted) {
                    break;
                }
            }
            return buffer;
        }
    }

    private static Ranges ranges(Task task, long vectors, long count, long flags) {
        if (flags != 0 || count < 0 || count > Limits.UIO_MAXIOV) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        Ranges ranges = new Ranges((int) count);
        for (int range = 0; range < count; range++) {
            long at = vectors + (long) range * IovecLayout.SIZEOF;
            long length = task.guest().getLong(at + IovecLayout.IOV_LEN);
            if (length < 0) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            ranges.addresses[range] = task.guest().getLong(at + IovecLayout.IOV_BASE);
            ranges.lengths[range] = length;
        }
        return ranges;
    }

    private static GuestBuffer buffer(Task task, long vectors, long count, long flags) {
        Ranges ranges = ranges(task, vectors, count, flags);
        GuestBuffer buffer = new GuestBuffer(task.guest());
        for (int range = 0; range < ranges.addresses.length; range++) {
            buffer.add(ranges.addresses[range], ranges.lengths[range]);
        }
        return buffer;
    }

    /** Page by page of the remote side, as Linux does: it shows where the ranges overlap. */
    private static long copy(GuestBuffer from, GuestBuffer to, GuestBuffer remote, long wished) {
        byte[] bytes = new byte[(int) Math.min(PAGE, wished)];
        while (from.remaining() > 0 && to.remaining() > 0) {
            long left = Math.min(PAGE - remote.address() % PAGE, remote.contiguous());
            int wanted = (int) Math.min(left, Math.min(from.remaining(), to.remaining()));
            int got = from.get(bytes, 0, wanted);
            int put = to.put(bytes, 0, got);
            if (put < wanted) {
                break;
            }
        }
        if (to.used() == 0 && wished > 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        return to.used();
    }
}
