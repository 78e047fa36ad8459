package io.tombolo.fs.internal.call;

import io.tombolo.core.FileTable;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.lock.RecordLocks;
import io.tombolo.fs.internal.path.PathLookup;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Opening and closing. */
public final class OpenCalls {
    /** {@code VALID_OPEN_FLAGS} of {@code linux/fcntl.h}. */
    private static final int VALID = Fcntl.O_ACCMODE
            | Fcntl.O_CREAT
            | Fcntl.O_EXCL
            | Fcntl.O_NOCTTY
            | Fcntl.O_TRUNC
            | Fcntl.O_APPEND
            | Fcntl.O_NONBLOCK
            | Fcntl.O_SYNC
            | Fcntl.FASYNC
            | Fcntl.O_DIRECT
            | Fcntl.O_LARGEFILE
            | Fcntl.O_DIRECTORY
            | Fcntl.O_NOFOLLOW
            | Fcntl.O_NOATIME
            | Fcntl.O_CLOEXEC
            | Fcntl.O_PATH
            | Fcntl.O_TMPFILE;

    private static final int WITH_PATH = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW | Fcntl.O_CLOEXEC;
    private static final int RESOLVE_ALL = Fcntl.RESOLVE_NO_XDEV
            | Fcntl.RESOLVE_NO_MAGICLINKS
            | Fcntl.RESOLVE_NO_SYMLINKS
            | Fcntl.RESOLVE_BENEATH
            | Fcntl.RESOLVE_IN_ROOT
            | Fcntl.RESOLVE_CACHED;
    private static final int OPEN_HOW_SIZE = 24;
    private static final int PAGE_SIZE = 4096;
    private static final int MODE_BITS = 07777;
    private static final int CLOSE_RANGE_UNSHARE = 2;
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    private final PathLookup lookup;
    private final Architecture architecture;
    private final RecordLocks locks;

    @Inject
    OpenCalls(PathLookup lookup, Architecture architecture, RecordLocks locks) {
        this.lookup = lookup;
        this.architecture = architecture;
        this.locks = locks;
    }

    /** Opens for a module or a system call; flags have canonical values. */
    public OpenFile open(Task task, int directory, String path, int flags, int mode, int resolve) {
        int wanted = withoutIgnored(flags);
        if ((wanted & Fcntl.O_TMPFILE) == Fcntl.O_TMPFILE && (wanted & Fcntl.O_CREAT) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return lookup.open(task, directory, path, wanted, mode, resolve);
    }

    /** Drops what open(2) ignores: unknown bits, signals on readiness, and nearly all beside {@code O_PATH}. */
    private static int withoutIgnored(int flags) {
        return (flags & Fcntl.O_PATH) != 0 ? flags & WITH_PATH : flags & VALID & ~Fcntl.FASYNC;
    }

    /** Opens a file. */
    @Syscall(value = "openat", result = ArgumentKind.FD)
    public long openat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.OPEN_FLAGS) int flags,
            @Arg(ArgumentKind.MODE) int mode) {
        return open(task, dirfd, pathname, Fcntl.openFlagsFromGuest(architecture, flags), mode, 0);
    }

    private long open(Task task, int dirfd, long pathname, int flags, int mode, int resolve) {
        String path = Descriptors.path(task, pathname);
        task.files().requireRoom(task.process().limits().bound(ResourceLimits.OPEN_FILES));
        OpenFile file = open(task, dirfd, path, flags, mode, resolve);
        return Descriptors.install(task, file, (flags & Fcntl.O_CLOEXEC) != 0);
    }

    /** Opens a file under rules for the walk. */
    @Syscall(value = "openat2", result = ArgumentKind.FD)
    public long openat2(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.POINTER) long how,
            @Arg(ArgumentKind.SIZE) long size) {
        if (size < OPEN_HOW_SIZE) {
            return Errno.EINVAL.result();
        }
        if (Long.compareUnsigned(size, PAGE_SIZE) > 0) {
            return Errno.E2BIG.result();
        }
        for (long offset = OPEN_HOW_SIZE; offset < size; offset++) {
            if (task.guest().getByte(how + offset) != 0) {
                return Errno.E2BIG.result();
            }
        }
        long guestFlags = task.guest().getLong(how);
        long mode = task.guest().getLong(how + 8);
        long resolve = task.guest().getLong(how + 16);
        int flags = Fcntl.openFlagsFromGuest(architecture, (int) guestFlags);
        requireValid(guestFlags, flags, mode, resolve);
        if ((resolve & Fcntl.RESOLVE_CACHED) != 0) {
            return Errno.EAGAIN.result();
        }
        return open(task, dirfd, pathname, flags, (int) mode, (int) resolve);
    }

    private static void requireValid(long guestFlags, int flags, long mode, long resolve) {
        boolean creates = (flags & Fcntl.O_CREAT) != 0 || (flags & Fcntl.O_TMPFILE) == Fcntl.O_TMPFILE;
        int scopes = (int) resolve & (Fcntl.RESOLVE_BENEATH | Fcntl.RESOLVE_IN_ROOT);
        if (guestFlags != (int) guestFlags
                || (flags & ~VALID) != 0
                || (resolve & ~RESOLVE_ALL) != 0
                || (mode & ~MODE_BITS) != 0
                || (mode != 0 && !creates)
                || ((flags & Fcntl.O_PATH) != 0 && (flags & ~WITH_PATH) != 0)
                || scopes == (Fcntl.RESOLVE_BENEATH | Fcntl.RESOLVE_IN_ROOT)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** Closes a descriptor. */
    @Syscall("close")
    public void close(Task task, @Arg(ArgumentKind.FD) int fd) {
        OpenFile file = task.files().remove(fd);
        locks.closed(task.files(), file);
        file.release();
    }

    /** Closes a range of descriptors, or marks them to be closed by {@code execve}. */
    @Syscall("close_range")
    public long closeRange(Task task, @Arg(ArgumentKind.UINT) int first, @Arg(ArgumentKind.UINT) int last, int flags) {
        Descriptors.requireFlags(flags, CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC);
        if (Integer.compareUnsigned(first, last) > 0) {
            return Errno.EINVAL.result();
        }
        if (first < 0) {
            return 0;
        }
        int end = last < 0 ? Integer.MAX_VALUE : last;
        FileTable former = (flags & CLOSE_RANGE_UNSHARE) != 0 ? unshare(task) : null;
        if ((flags & CLOSE_RANGE_CLOEXEC) != 0) {
            markRange(task.files(), first, end);
        } else {
            task.files().closeRange(first, end, null);
        }
        if (former != null) {
            former.release();
        }
        return 0;
    }

    private static @Nullable FileTable unshare(Task task) {
        FileTable former = task.files();
        if (former.references() == 1) {
            return null;
        }
        task.setFiles(former.fork());
        return former;
    }

    private static void markRange(FileTable files, int first, int last) {
        for (int descriptor : files.descriptors()) {
            if (descriptor >= first && descriptor <= last) {
                try {
                    files.setClosesOnExec(descriptor, true);
                } catch (ErrnoException closedMeanwhile) {
                    // Another task was faster.
                }
            }
        }
    }
}
