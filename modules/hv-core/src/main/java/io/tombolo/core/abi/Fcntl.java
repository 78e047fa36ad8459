package io.tombolo.core.abi;

/**
 * Flags and commands on open files: {@code asm/fcntl.h}, {@code linux/fcntl.h}, {@code linux/openat2.h}, {@code linux/falloc.h},
 * {@code linux/fs.h}, {@code linux/fadvise.h}.
 *
 * <p>Four {@code open} flags have other values on AArch64 than on x86-64. The constants here are x86-64's, which are those of
 * {@code asm-generic}; the kernel works with them inside, and translates a guest's flags with {@link #openFlagsFromGuest} where they come in and
 * with {@link #openFlagsToGuest} where they go out.
 */
public final class Fcntl {
    // open(2); the four that differ between architectures are in the canonical values

    public static final int O_ACCMODE = 03;
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 01;
    public static final int O_RDWR = 02;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NOCTTY = 0400;
    public static final int O_TRUNC = 01000;
    public static final int O_APPEND = 02000;
    public static final int O_NONBLOCK = 04000;
    public static final int O_DSYNC = 010000;
    public static final int FASYNC = 020000;
    public static final int O_DIRECT = 040000;
    public static final int O_LARGEFILE = 0100000;
    public static final int O_DIRECTORY = 0200000;
    public static final int O_NOFOLLOW = 0400000;
    public static final int O_NOATIME = 01000000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_SYNC = 04010000;
    public static final int O_PATH = 010000000;
    public static final int O_TMPFILE = 020200000;

    // fcntl(2) commands

    public static final int F_DUPFD = 0;
    public static final int F_GETFD = 1;
    public static final int F_SETFD = 2;
    public static final int F_GETFL = 3;
    public static final int F_SETFL = 4;
    public static final int F_GETLK = 5;
    public static final int F_SETLK = 6;
    public static final int F_SETLKW = 7;
    public static final int F_SETOWN = 8;
    public static final int F_GETOWN = 9;
    public static final int F_SETSIG = 10;
    public static final int F_GETSIG = 11;
    public static final int F_SETOWN_EX = 15;
    public static final int F_GETOWN_EX = 16;
    public static final int F_OFD_GETLK = 36;
    public static final int F_OFD_SETLK = 37;
    public static final int F_OFD_SETLKW = 38;
    public static final int F_SETLEASE = 1024;
    public static final int F_GETLEASE = 1025;
    public static final int F_CANCELLK = 1029;
    public static final int F_DUPFD_CLOEXEC = 1030;
    public static final int F_NOTIFY = 1026;
    public static final int F_SETPIPE_SZ = 1031;
    public static final int F_GETPIPE_SZ = 1032;
    public static final int F_ADD_SEALS = 1033;
    public static final int F_GET_SEALS = 1034;
    public static final int F_GET_RW_HINT = 1035;
    public static final int F_SET_RW_HINT = 1036;
    public static final int FD_CLOEXEC = 1;
    public static final int F_RDLCK = 0;
    public static final int F_WRLCK = 1;
    public static final int F_UNLCK = 2;

    // Memory-file seals

    public static final int F_SEAL_SEAL = 0x1;
    public static final int F_SEAL_SHRINK = 0x2;
    public static final int F_SEAL_GROW = 0x4;
    public static final int F_SEAL_WRITE = 0x8;
    public static final int F_SEAL_FUTURE_WRITE = 0x10;

    // flock(2)

    public static final int LOCK_SH = 1;
    public static final int LOCK_EX = 2;
    public static final int LOCK_NB = 4;
    public static final int LOCK_UN = 8;

    // The *at calls

    public static final int AT_FDCWD = -100;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int AT_EACCESS = 0x200;
    public static final int AT_REMOVEDIR = 0x200;
    public static final int AT_SYMLINK_FOLLOW = 0x400;
    public static final int AT_NO_AUTOMOUNT = 0x800;
    public static final int AT_EMPTY_PATH = 0x1000;
    public static final int AT_STATX_SYNC_TYPE = 0x6000;
    public static final int AT_STATX_FORCE_SYNC = 0x2000;
    public static final int AT_STATX_DONT_SYNC = 0x4000;
    public static final int AT_RECURSIVE = 0x8000;

    // openat2(2)

    public static final int RESOLVE_NO_XDEV = 0x1;
    public static final int RESOLVE_NO_MAGICLINKS = 0x2;
    public static final int RESOLVE_NO_SYMLINKS = 0x4;
    public static final int RESOLVE_BENEATH = 0x8;
    public static final int RESOLVE_IN_ROOT = 0x10;
    public static final int RESOLVE_CACHED = 0x20;

    // fallocate(2)

    public static final int FALLOC_FL_KEEP_SIZE = 0x1;
    public static final int FALLOC_FL_PUNCH_HOLE = 0x2;
    public static final int FALLOC_FL_COLLAPSE_RANGE = 0x8;
    public static final int FALLOC_FL_ZERO_RANGE = 0x10;
    public static final int FALLOC_FL_INSERT_RANGE = 0x20;
    public static final int FALLOC_FL_UNSHARE_RANGE = 0x40;

    // renameat2(2)

    public static final int RENAME_NOREPLACE = 0x1;
    public static final int RENAME_EXCHANGE = 0x2;
    public static final int RENAME_WHITEOUT = 0x4;

    // lseek(2)

    public static final int SEEK_SET = 0;
    public static final int SEEK_CUR = 1;
    public static final int SEEK_END = 2;
    public static final int SEEK_DATA = 3;
    public static final int SEEK_HOLE = 4;

    // posix_fadvise(2)

    public static final int POSIX_FADV_NORMAL = 0;
    public static final int POSIX_FADV_RANDOM = 1;
    public static final int POSIX_FADV_SEQUENTIAL = 2;
    public static final int POSIX_FADV_WILLNEED = 3;
    public static final int POSIX_FADV_DONTNEED = 4;
    public static final int POSIX_FADV_NOREUSE = 5;

    // pread2(2) and pwrite2(2)

    public static final int RWF_HIPRI = 0x1;
    public static final int RWF_DSYNC = 0x2;
    public static final int RWF_SYNC = 0x4;
    public static final int RWF_NOWAIT = 0x8;
    public static final int RWF_APPEND = 0x10;

    // sync_file_range(2)

    public static final int SYNC_FILE_RANGE_WAIT_BEFORE = 0x1;
    public static final int SYNC_FILE_RANGE_WRITE = 0x2;
    public static final int SYNC_FILE_RANGE_WAIT_AFTER = 0x4;

    /** The {@code open} flags whose values differ on AArch64. */
    public static final class Aarch64 {
        public static final int O_DIRECT = 0200000;
        public static final int O_LARGEFILE = 0400000;
        public static final int O_DIRECTORY = 040000;
        public static final int O_NOFOLLOW = 0100000;
        public static final int O_TMPFILE = 020040000;

        private Aarch64() {}
    }

    /** The values of the differing flags that are used inside: {@code asm-generic/fcntl.h}. */
    private static final int DIFFERING = O_DIRECT | O_LARGEFILE | O_DIRECTORY | O_NOFOLLOW;

    private static final int DIFFERING_ON_AARCH64 =
            Aarch64.O_DIRECT | Aarch64.O_LARGEFILE | Aarch64.O_DIRECTORY | Aarch64.O_NOFOLLOW;

    /** {@return a guest's {@code open} flags in the values used inside} */
    public static int openFlagsFromGuest(Architecture architecture, int flags) {
        if (architecture == Architecture.X86_64) {
            return flags;
        }
        return (flags & ~DIFFERING_ON_AARCH64)
                | moved(flags, Aarch64.O_DIRECT, O_DIRECT)
                | moved(flags, Aarch64.O_LARGEFILE, O_LARGEFILE)
                | moved(flags, Aarch64.O_DIRECTORY, O_DIRECTORY)
                | moved(flags, Aarch64.O_NOFOLLOW, O_NOFOLLOW);
    }

    /** {@return {@code open} flags in the guest's values, as {@code F_GETFL} reports them} */
    public static int openFlagsToGuest(Architecture architecture, int flags) {
        if (architecture == Architecture.X86_64) {
            return flags;
        }
        return (flags & ~DIFFERING)
                | moved(flags, O_DIRECT, Aarch64.O_DIRECT)
                | moved(flags, O_LARGEFILE, Aarch64.O_LARGEFILE)
                | moved(flags, O_DIRECTORY, Aarch64.O_DIRECTORY)
                | moved(flags, O_NOFOLLOW, Aarch64.O_NOFOLLOW);
    }

    private static int moved(int flags, int from, int to) {
        return (flags & from) == 0 ? 0 : to;
    }

    private Fcntl() {}
}
