package io.tombolo.host.posix.internal.linux;

import io.tombolo.host.posix.Fcntl;

/** The four open flags that {@code asm/fcntl.h} of AArch64 numbers its own way. */
final class Aarch64OpenFlags {
    static final int O_DIRECTORY = 040000;
    static final int O_NOFOLLOW = 0100000;
    static final int O_DIRECT = 0200000;
    static final int O_LARGEFILE = 0400000;

    private static final int ALL = O_DIRECTORY | O_NOFOLLOW | O_DIRECT | O_LARGEFILE;

    static int fromGeneric(int flags) {
        return (flags & ~ALL)
                | when(flags, Fcntl.O_DIRECTORY, O_DIRECTORY)
                | when(flags, Fcntl.O_NOFOLLOW, O_NOFOLLOW)
                | when(flags, Fcntl.O_DIRECT, O_DIRECT)
                | when(flags, Fcntl.O_LARGEFILE, O_LARGEFILE);
    }

    static int toGeneric(int flags) {
        return (flags & ~ALL)
                | when(flags, O_DIRECTORY, Fcntl.O_DIRECTORY)
                | when(flags, O_NOFOLLOW, Fcntl.O_NOFOLLOW)
                | when(flags, O_DIRECT, Fcntl.O_DIRECT)
                | when(flags, O_LARGEFILE, Fcntl.O_LARGEFILE);
    }

    private static int when(int flags, int bit, int result) {
        return (flags & bit) != 0 ? result : 0;
    }

    private Aarch64OpenFlags() {}
}
