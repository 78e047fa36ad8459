package io.tombolo.host.posix.internal.darwin;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.HostClocks;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.internal.FlagBits;
import io.tombolo.host.posix.internal.HostFlags;

/**
 * The numbers of Darwin's {@code fcntl.h}, {@code sys/mman.h}, {@code time.h} and {@code sys/resource.h}. Not checked
 * here.
 */
final class DarwinFlags implements HostFlags {
    static final int O_NONBLOCK = 0x4;
    static final int O_CLOEXEC = 0x1000000;
    static final int O_EVTONLY = 0x8000;
    static final int O_NOFOLLOW = 0x100;
    static final int O_SYMLINK = 0x200000;
    static final int O_DSYNC = 0x400000;
    static final int MAP_ANON = 0x1000;

    /** What Linux's {@code O_SYNC} has beyond {@code O_DSYNC}. */
    private static final int LINUX_SYNC_BIT = Fcntl.O_SYNC & ~Fcntl.O_DSYNC;

    private static final int INEXPRESSIBLE_OPEN = (Fcntl.O_TMPFILE & ~Fcntl.O_DIRECTORY) | Fcntl.O_DIRECT;

    private static final FlagBits OPEN = new FlagBits(
            Fcntl.O_WRONLY,
            0x1,
            Fcntl.O_RDWR,
            0x2,
            Fcntl.O_NONBLOCK,
            O_NONBLOCK,
            Fcntl.O_APPEND,
            0x8,
            Fcntl.O_ASYNC,
            0x40,
            LINUX_SYNC_BIT,
            0x80,
            Fcntl.O_NOFOLLOW,
            O_NOFOLLOW,
            Fcntl.O_CREAT,
            0x200,
            Fcntl.O_TRUNC,
            0x400,
            Fcntl.O_EXCL,
            0x800,
            Fcntl.O_NOCTTY,
            0x20000,
            Fcntl.O_DIRECTORY,
            0x100000,
            Fcntl.O_DSYNC,
            O_DSYNC,
            Fcntl.O_CLOEXEC,
            O_CLOEXEC);

    private static final FlagBits LOOKUP = new FlagBits(Fcntl.AT_SYMLINK_NOFOLLOW, 0x20, Fcntl.AT_SYMLINK_FOLLOW, 0x40);

    private static final FlagBits ACCESS = new FlagBits(Fcntl.AT_EACCESS, 0x10, Fcntl.AT_SYMLINK_NOFOLLOW, 0x20);

    private static final FlagBits UNLINK = new FlagBits(Fcntl.AT_REMOVEDIR, 0x80);

    private static final FlagBits RENAME = new FlagBits(Fcntl.RENAME_NOREPLACE, 0x4, Fcntl.RENAME_EXCHANGE, 0x2);

    private static final FlagBits MAP = new FlagBits(
            Mman.MAP_SHARED, 0x1,
            Mman.MAP_PRIVATE, 0x2,
            Mman.MAP_FIXED, 0x10,
            Mman.MAP_NORESERVE, 0x40,
            Mman.MAP_ANONYMOUS, MAP_ANON);

    private static final FlagBits SYNCHRONIZE =
            new FlagBits(Mman.MS_ASYNC, 0x1, Mman.MS_INVALIDATE, 0x2, Mman.MS_SYNC, 0x10);

    /** {@code O_PATH} becomes the nearest that Darwin has: a descriptor that needs no right to read. */
    @Override
    public int open(int flags) {
        if ((flags & INEXPRESSIBLE_OPEN) != 0) {
            throw invalid();
        }
        int host = OPEN.toHost(flags);
        if ((flags & Fcntl.O_PATH) == 0) {
            return host;
        }
        return (flags & Fcntl.O_NOFOLLOW) == 0 ? host | O_EVTONLY : (host & ~O_NOFOLLOW) | O_EVTONLY | O_SYMLINK;
    }

    @Override
    public int openFromHost(int flags) {
        return OPEN.fromHost(flags);
    }

    @Override
    public int lookup(int flags) {
        return LOOKUP.toHost(flags);
    }

    @Override
    public int unlink(int flags) {
        return UNLINK.toHost(flags);
    }

    @Override
    public int access(int flags) {
        return ACCESS.toHost(flags);
    }

    @Override
    public int rename(int flags) {
        if ((flags & Fcntl.RENAME_WHITEOUT) != 0) {
            throw invalid();
        }
        return RENAME.toHost(flags);
    }

    @Override
    public int whence(int whence) {
        return switch (whence) {
            case Fcntl.SEEK_HOLE -> 3;
            case Fcntl.SEEK_DATA -> 4;
            default -> whence;
        };
    }

    @Override
    public int fcntlCommand(int command) {
        return switch (command) {
            case Fcntl.F_DUPFD, Fcntl.F_GETFD, Fcntl.F_SETFD, Fcntl.F_GETFL, Fcntl.F_SETFL -> command;
            case Fcntl.F_DUPFD_CLOEXEC -> 67;
            case Fcntl.F_OFD_SETLK -> 90;
            case Fcntl.F_OFD_SETLKW -> 91;
            case Fcntl.F_OFD_GETLK -> 92;
            default -> throw invalid();
        };
    }

    @Override
    public int map(int flags) {
        return MAP.toHost(flags);
    }

    @Override
    public int synchronize(int flags) {
        return SYNCHRONIZE.toHost(flags);
    }

    /** Darwin's {@code MADV_DONTNEED} keeps the contents, which Linux's does not, so it is not passed on. */
    @Override
    public int advice(int advice) {
        return switch (advice) {
            case Mman.MADV_NORMAL, Mman.MADV_RANDOM, Mman.MADV_SEQUENTIAL, Mman.MADV_WILLNEED -> advice;
            case Mman.MADV_FREE -> 5;
            default -> throw invalid();
        };
    }

    @Override
    public int clock(int clock) {
        return switch (clock) {
            case HostClocks.CLOCK_REALTIME, HostClocks.CLOCK_REALTIME_COARSE -> 0;
            case HostClocks.CLOCK_MONOTONIC, HostClocks.CLOCK_MONOTONIC_COARSE -> 6;
            case HostClocks.CLOCK_MONOTONIC_RAW, HostClocks.CLOCK_BOOTTIME -> 4;
            case HostClocks.CLOCK_PROCESS_CPUTIME_ID -> 12;
            case HostClocks.CLOCK_THREAD_CPUTIME_ID -> 16;
            default -> throw invalid();
        };
    }

    /** Linux's numbers are those of {@code asm-generic/resource.h}. */
    @Override
    public int resource(int resource) {
        return switch (resource) {
            case 0, 1, 2, 3, 4, 5 -> resource; // CPU, FSIZE, DATA, STACK, CORE, RSS (which is AS)
            case 6 -> 7; // NPROC
            case 7 -> 8; // NOFILE
            case 8 -> 6; // MEMLOCK
            case 9 -> 5; // AS
            default -> throw invalid();
        };
    }

    private static ErrnoException invalid() {
        return ErrnoException.of(Errno.EINVAL);
    }
}
