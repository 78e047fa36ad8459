package io.tombolo.fs.internal.call;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Eventfd;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Inotify;
import io.tombolo.core.abi.Timerfd;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.EventFile;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.fs.internal.poll.SignalFile;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;

/** Descriptors that report events: the host's own, except for signals. */
public final class EventCalls {
    private static final int ITIMERSPEC_SIZE = 32;
    private static final int SIGSET_SIZE = 8;

    private final HostFiles files;
    private final PathLookup lookup;

    @Inject
    EventCalls(HostFiles files, PathLookup lookup) {
        this.files = files;
        this.lookup = lookup;
    }

    private HostSystem host() {
        return files.host();
    }

    private long install(Task task, long descriptor, EventFile.Kind kind, int flags) {
        check(descriptor);
        int mode = kind == EventFile.Kind.WATCHER ? Fcntl.O_RDONLY : Fcntl.O_RDWR;
        OpenFile file = new EventFile(files, (int) descriptor, mode | (flags & Fcntl.O_NONBLOCK), kind);
        return Descriptors.install(task, file, (flags & Fcntl.O_CLOEXEC) != 0);
    }

    /** Makes an event counter. */
    @Syscall(value = "eventfd2", result = ArgumentKind.FD)
    public long eventfd2(Task task, @Arg(ArgumentKind.UINT) int initval, @Arg(ArgumentKind.EVENTFD_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Eventfd.EFD_SEMAPHORE | Eventfd.EFD_CLOEXEC | Eventfd.EFD_NONBLOCK);
        int own = (flags & Eventfd.EFD_SEMAPHORE) | Eventfd.EFD_CLOEXEC | Eventfd.EFD_NONBLOCK;
        return install(
                task,
                host().calls().call(SyscallNumbers.EVENTFD2, Integer.toUnsignedLong(initval), own),
                EventFile.Kind.COUNTER,
                flags);
    }

    /** Makes a timer. */
    @Syscall(value = "timerfd_create", result = ArgumentKind.FD)
    public long timerfdCreate(Task task, @Arg(ArgumentKind.CLOCK) int clockid, int flags) {
        Descriptors.requireFlags(flags, Timerfd.TFD_CLOEXEC | Timerfd.TFD_NONBLOCK);
        int own = Timerfd.TFD_CLOEXEC | Timerfd.TFD_NONBLOCK;
        return install(
                task, host().calls().call(SyscallNumbers.TIMERFD_CREATE, clockid, own), EventFile.Kind.TIMER, flags);
    }

    /** Sets a timer. */
    @Syscall("timerfd_settime")
    public long timerfdSettime(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.TIMER_FLAGS) int flags,
            @Arg(ArgumentKind.POINTER) long newValue,
            @Arg(ArgumentKind.POINTER) long oldValue) {
        OpenFile file = events(task, fd, EventFile.Kind.TIMER);
        try {
            Scratch scratch = host().scratch();
            byte[] heap = scratch.heapBytes();
            task.guest().copyIn(newValue, heap, 0, ITIMERSPEC_SIZE);
            NativeMemory.copy(heap, 0, scratch.address(), ITIMERSPEC_SIZE);
            long former = scratch.address() + ITIMERSPEC_SIZE;
            long result = host().calls()
                    .call(SyscallNumbers.TIMERFD_SETTIME, file.hostDescriptor(), flags, scratch.address(), former);
            check(result);
            if (oldValue != 0) {
                NativeMemory.copy(former, heap, 0, ITIMERSPEC_SIZE);
                task.guest().copyOut(oldValue, heap, 0, ITIMERSPEC_SIZE);
            }
            return result;
        } finally {
            file.release();
        }
    }

    /** Tells how long a timer still runs. */
    @Syscall("timerfd_gettime")
    public void timerfdGettime(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.POINTER) long currValue) {
        OpenFile file = events(task, fd, EventFile.Kind.TIMER);
        try {
            Scratch scratch = host().scratch();
            check(host().calls().call(SyscallNumbers.TIMERFD_GETTIME, file.hostDescriptor(), scratch.address()));
            byte[] heap = scratch.heapBytes();
            NativeMemory.copy(scratch.address(), heap, 0, ITIMERSPEC_SIZE);
            task.guest().copyOut(currValue, heap, 0, ITIMERSPEC_SIZE);
        } finally {
            file.release();
        }
    }

    private static OpenFile events(Task task, int fd, EventFile.Kind kind) {
        OpenFile file = Descriptors.acquire(task, fd);
        if (file instanceof EventFile eventFile && eventFile.kind() == kind) {
            return file;
        }
        file.release();
        throw ErrnoException.of(Errno.EINVAL);
    }

    /** Makes a watcher of files. */
    @Syscall(value = "inotify_init1", result = ArgumentKind.FD)
    public long inotifyInit1(Task task, int flags) {
        Descriptors.requireFlags(flags, Inotify.IN_CLOEXEC | Inotify.IN_NONBLOCK);
        int own = Inotify.IN_CLOEXEC | Inotify.IN_NONBLOCK;
        return install(task, host().calls().call(SyscallNumbers.INOTIFY_INIT1, own), EventFile.Kind.WATCHER, flags);
    }

    /** Watches a path. */
    @Syscall("inotify_add_watch")
    public long inotifyAddWatch(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.UINT) int mask) {
        OpenFile file = events(task, fd, EventFile.Kind.WATCHER);
        try {
            boolean follow = (mask & Inotify.IN_DONT_FOLLOW) == 0;
            Node node = lookup.node(task, Fcntl.AT_FDCWD, Descriptors.path(task, pathname), follow);
            try {
                if (node.descriptor() < 0) {
                    return Errno.EACCES.result();
                }
                byte[] path = HostSystem.bytes(HostSystem.descriptorPath(node.descriptor()));
                return host().host().events().addWatch(file.hostDescriptor(), path, mask & ~Inotify.IN_DONT_FOLLOW);
            } finally {
                node.release();
            }
        } finally {
            file.release();
        }
    }

    /** Ends a watch. */
    @Syscall("inotify_rm_watch")
    public long inotifyRmWatch(Task task, @Arg(ArgumentKind.FD) int fd, int wd) {
        OpenFile file = events(task, fd, EventFile.Kind.WATCHER);
        try {
            return host().calls().call(SyscallNumbers.INOTIFY_RM_WATCH, file.hostDescriptor(), wd);
        } finally {
            file.release();
        }
    }

    /** Makes a descriptor that signals are read from, or changes which. */
    @Syscall(
            value = "signalfd4",
            result = ArgumentKind.FD,
            limits = "readiness is that of the process that made it, also after fork")
    public long signalfd4(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.SIGSET) long mask,
            @Arg(ArgumentKind.SIZE) long sizemask,
            int flags) {
        Descriptors.requireFlags(flags, Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
        if (sizemask != SIGSET_SIZE) {
            return Errno.EINVAL.result();
        }
        long signals = task.guest().getLong(mask);
        if (fd != -1) {
            return change(task, fd, signals);
        }
        OpenFile file = new SignalFile(files, task, signals, Fcntl.O_RDWR | (flags & Fcntl.O_NONBLOCK));
        return Descriptors.install(task, file, (flags & Fcntl.O_CLOEXEC) != 0);
    }

    private static long change(Task task, int fd, long signals) {
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            if (!(file instanceof SignalFile signalFile)) {
                return Errno.EINVAL.result();
            }
            signalFile.setSignals(signals);
            return fd;
        } finally {
            file.release();
        }
    }

    /** Makes a file that lives in memory. */
    @Syscall(
            value = "memfd_create",
            limits = "MFD_HUGETLB answers ENOMEM: there are no huge pages",
            result = ArgumentKind.FD)
    public long memfdCreate(Task task, @Arg(ArgumentKind.STRING) long name, @Arg(ArgumentKind.MEMFD_FLAGS) int flags) {
        return new MemoryFiles(files).create(task, name, flags);
    }
}
