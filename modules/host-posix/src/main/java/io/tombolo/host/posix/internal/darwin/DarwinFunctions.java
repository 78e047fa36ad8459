package io.tombolo.host.posix.internal.darwin;

import io.tombolo.host.posix.spi.SyscallNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Which function of Darwin's C library does what a Linux call does, where one takes the same arguments. Not checked
 * here.
 */
final class DarwinFunctions {
    /** {@return the function's name, or null if Darwin has none with these arguments} */
    static @Nullable String name(int number) {
        return switch (number) {
            case SyscallNumbers.READ -> "read";
            case SyscallNumbers.WRITE -> "write";
            case SyscallNumbers.READV -> "readv";
            case SyscallNumbers.WRITEV -> "writev";
            case SyscallNumbers.PREAD64 -> "pread";
            case SyscallNumbers.PWRITE64 -> "pwrite";
            case SyscallNumbers.PREADV -> "preadv";
            case SyscallNumbers.PWRITEV -> "pwritev";
            case SyscallNumbers.CLOSE -> "close";
            case SyscallNumbers.LSEEK -> "lseek";
            case SyscallNumbers.FTRUNCATE -> "ftruncate";
            case SyscallNumbers.FSTAT -> "fstat";
            case SyscallNumbers.NEWFSTATAT -> "fstatat";
            case SyscallNumbers.FSTATFS -> "fstatfs";
            case SyscallNumbers.STATFS -> "statfs";
            case SyscallNumbers.FCHMOD -> "fchmod";
            case SyscallNumbers.FCHOWN -> "fchown";
            case SyscallNumbers.FLOCK -> "flock";
            case SyscallNumbers.READLINKAT -> "readlinkat";
            case SyscallNumbers.LINKAT -> "linkat";
            case SyscallNumbers.SYMLINKAT -> "symlinkat";
            case SyscallNumbers.UNLINKAT -> "unlinkat";
            case SyscallNumbers.RENAMEAT2 -> "renameatx_np";
            case SyscallNumbers.MKDIRAT -> "mkdirat";
            case SyscallNumbers.MKNODAT -> "mknodat";
            case SyscallNumbers.FCHMODAT -> "fchmodat";
            case SyscallNumbers.FCHOWNAT -> "fchownat";
            case SyscallNumbers.UTIMENSAT -> "utimensat";
            case SyscallNumbers.FACCESSAT, SyscallNumbers.FACCESSAT2 -> "faccessat";
            case SyscallNumbers.DUP -> "dup";
            case SyscallNumbers.MMAP -> "mmap";
            case SyscallNumbers.MUNMAP -> "munmap";
            case SyscallNumbers.MPROTECT -> "mprotect";
            case SyscallNumbers.MADVISE -> "madvise";
            case SyscallNumbers.MSYNC -> "msync";
            case SyscallNumbers.MINCORE -> "mincore";
            case SyscallNumbers.MLOCK -> "mlock";
            case SyscallNumbers.MUNLOCK -> "munlock";
            case SyscallNumbers.GETPID -> "getpid";
            case SyscallNumbers.GETPPID -> "getppid";
            case SyscallNumbers.GETPGID -> "getpgid";
            case SyscallNumbers.GETSID -> "getsid";
            case SyscallNumbers.GETUID -> "getuid";
            case SyscallNumbers.GETEUID -> "geteuid";
            case SyscallNumbers.GETGID -> "getgid";
            case SyscallNumbers.GETEGID -> "getegid";
            case SyscallNumbers.GETGROUPS -> "getgroups";
            case SyscallNumbers.KILL -> "kill";
            case SyscallNumbers.UNAME -> "uname";
            case SyscallNumbers.CLOCK_GETTIME -> "clock_gettime";
            case SyscallNumbers.CLOCK_GETRES -> "clock_getres";
            default -> null;
        };
    }

    /** {@return whether the function answers 64 bits; of the others the upper half of the register means nothing} */
    static boolean answersLong(int number) {
        return switch (number) {
            case SyscallNumbers.READ,
                    SyscallNumbers.WRITE,
                    SyscallNumbers.READV,
                    SyscallNumbers.WRITEV,
                    SyscallNumbers.PREAD64,
                    SyscallNumbers.PWRITE64,
                    SyscallNumbers.PREADV,
                    SyscallNumbers.PWRITEV,
                    SyscallNumbers.LSEEK,
                    SyscallNumbers.READLINKAT,
                    SyscallNumbers.MMAP -> true;
            default -> false;
        };
    }

    /** {@return a bit for each argument that is a directory descriptor, since Darwin has another {@code AT_FDCWD}} */
    static int directoryArguments(int number) {
        return switch (number) {
            case SyscallNumbers.OPENAT,
                    SyscallNumbers.NEWFSTATAT,
                    SyscallNumbers.READLINKAT,
                    SyscallNumbers.UNLINKAT,
                    SyscallNumbers.MKDIRAT,
                    SyscallNumbers.MKNODAT,
                    SyscallNumbers.FCHMODAT,
                    SyscallNumbers.FCHOWNAT,
                    SyscallNumbers.UTIMENSAT,
                    SyscallNumbers.FACCESSAT,
                    SyscallNumbers.FACCESSAT2 -> 1;
            case SyscallNumbers.SYMLINKAT -> 1 << 1;
            case SyscallNumbers.LINKAT, SyscallNumbers.RENAMEAT2 -> 1 | 1 << 2;
            default -> 0;
        };
    }

    private DarwinFunctions() {}
}
