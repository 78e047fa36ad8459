package io.tombolo.fs.internal.poll;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Epoll;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.host.posix.EpollEvents;
import io.tombolo.host.posix.HostEvents;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.WaitPool;
import jakarta.inject.Inject;

/** epoll(7). */
public final class EpollCalls {
    /** The most that one call asks the host for; the guest may ask for more and gets these. */
    private static final int MOST_EVENTS = 1024;

    private static final int LARGEST_REQUEST = Integer.MAX_VALUE / 16;

    private final HostFiles files;
    private final boolean packed;

    @Inject
    EpollCalls(HostFiles files, Architecture architecture) {
        this.files = files;
        this.packed = architecture == Architecture.X86_64;
    }

    /** {@code struct epoll_event} is packed on x86-64 alone. */
    private int eventSize() {
        return packed ? 12 : 16;
    }

    private int dataOffset() {
        return packed ? 4 : 8;
    }

    private HostEvents events() {
        return files.host().host().events();
    }

    /** Makes an instance. */
    @Syscall(value = "epoll_create1", result = ArgumentKind.FD)
    public int epollCreate1(Task task, @Arg(ArgumentKind.EPOLL_FLAGS) int flags) {
        if ((flags & ~Epoll.EPOLL_CLOEXEC) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        OpenFile file = new EpollFile(files, events().createEpoll(Epoll.EPOLL_CLOEXEC), Fcntl.O_RDWR);
        long limit = Math.min(task.process().limits().bound(ResourceLimits.OPEN_FILES), Integer.MAX_VALUE);
        try {
            return task.files().install(file, 0, flags != 0, limit);
        } catch (ErrnoException error) {
            file.release();
            throw error;
        }
    }

    /** Changes the interest list. */
    @Syscall("epoll_ctl")
    public long epollCtl(
            Task task,
            @Arg(ArgumentKind.FD) int epfd,
            @Arg(ArgumentKind.EPOLL_OPERATION) int op,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.EPOLL_EVENT) long event) {
        int wanted = 0;
        long data = 0;
        if (op != Epoll.EPOLL_CTL_DEL) {
            wanted = task.guest().getInt(event) & ~Epoll.EPOLLWAKEUP;
            data = task.guest().getLong(event + dataOffset());
        }
        OpenFile instance = task.files().acquire(epfd);
        try {
            OpenFile file = task.files().acquire(fd);
            try {
                if (file instanceof KernelFile kernelFile && kernelFile.isPathOnly()) {
                    return Errno.EBADF.result();
                }
                if (!(instance instanceof EpollFile epoll) || file.equals(instance)) {
                    return Errno.EINVAL.result();
                }
                epoll.control(op, fd, file, wanted, data);
                return 0;
            } finally {
                file.release();
            }
        } finally {
            instance.release();
        }
    }

    /** Waits for events, with milliseconds. */
    @Syscall("epoll_pwait")
    public long epollPwait(
            Task task,
            @Arg(ArgumentKind.FD) int epfd,
            @Arg(ArgumentKind.POINTER) long events,
            int maxevents,
            int timeout,
            @Arg(ArgumentKind.SIGSET) long sigmask,
            @Arg(ArgumentKind.SIZE) long sigsetsize) {
        return await(task, epfd, events, maxevents, Deadline.ofMilliseconds(timeout), sigmask, sigsetsize);
    }

    /** Waits for events, with a {@code struct timespec}. */
    @Syscall("epoll_pwait2")
    public long epollPwait2(
            Task task,
            @Arg(ArgumentKind.FD) int epfd,
            @Arg(ArgumentKind.POINTER) long events,
            int maxevents,
            @Arg(ArgumentKind.TIMESPEC) long timeout,
            @Arg(ArgumentKind.SIGSET) long sigmask,
            @Arg(ArgumentKind.SIZE) long sigsetsize) {
        return await(task, epfd, events, maxevents, Deadline.ofTimespec(task, timeout), sigmask, sigsetsize);
    }

    private long await(Task task, int epfd, long target, int maximum, long deadline, long sigmask, long sigsetsize) {
        if (maximum <= 0 || maximum > LARGEST_REQUEST) {
            return Errno.EINVAL.result();
        }
        OpenFile instance = task.files().acquire(epfd);
        try {
            if (!(instance instanceof EpollFile epoll)) {
                return Errno.EINVAL.result();
            }
            epoll.forgetClosedDuplicates();
            TemporaryMask.begin(task, sigmask, sigsetsize);
            EpollEvents found = files.host().scratch().epollEvents(events(), Math.min(maximum, MOST_EVENTS));
            int count = await(task, instance.hostDescriptor(), found, deadline);
            TemporaryMask.end(task, sigmask);
            for (int index = 0; index < count; index++) {
                long entry = target + (long) index * eventSize();
                task.guest().putInt(entry, found.events(index));
                task.guest().putLong(entry + dataOffset(), found.data(index));
            }
            return count;
        } finally {
            instance.release();
        }
    }

    /** Another task may take the events that woke this one, so it looks again. */
    private int await(Task task, int descriptor, EpollEvents found, long deadline) {
        while (true) {
            int count = events().awaitEpoll(descriptor, found, System.nanoTime());
            if (count > 0 || (deadline != WaitPool.FOREVER && deadline <= System.nanoTime())) {
                return count;
            }
            try {
                files.waits().await(task, descriptor, Poll.POLLIN, deadline);
            } catch (ErrnoException interrupted) {
                throw interrupted.number() == RestartCode.ERESTARTSYS ? ErrnoException.of(Errno.EINTR) : interrupted;
            }
        }
    }
}
