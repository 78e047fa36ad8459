package io.tombolo.host.posix.internal.linux;

import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.internal.FlagBits;
import io.tombolo.host.posix.internal.HostFlags;

/** AArch64 numbers four open flags its own way, see its {@code asm/fcntl.h}. */
final class Aarch64LinuxFlags implements HostFlags {
    static final int O_DIRECTORY = 040000;
    static final int O_NOFOLLOW = 0100000;
    static final int O_DIRECT = 0200000;
    static final int O_LARGEFILE = 0400000;

    private static final int SAME = ~(O_DIRECTORY | O_NOFOLLOW | O_DIRECT | O_LARGEFILE);

    private final FlagBits four = new FlagBits(
            Fcntl.O_DIRECTORY, O_DIRECTORY,
            Fcntl.O_NOFOLLOW, O_NOFOLLOW,
            Fcntl.O_DIRECT, O_DIRECT,
            Fcntl.O_LARGEFILE, O_LARGEFILE);

    @Override
    public int open(int flags) {
        return (flags & SAME) | four.toHost(flags);
    }

    @Override
    public int openFromHost(int flags) {
        return (flags & SAME) | four.fromHost(flags);
    }
}
