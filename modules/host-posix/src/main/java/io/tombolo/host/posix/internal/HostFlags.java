package io.tombolo.host.posix.internal;

/**
 * How a host numbers flags and commands. Arguments are the values of Linux's {@code asm-generic} headers, results the
 * host's; a host that uses the generic values overrides nothing. What a host cannot express throws {@link
 * io.tombolo.core.spi.ErrnoException} with {@code EINVAL}, and hints that it does not know are left out.
 */
public interface HostFlags {
    /** {@code O_*}. */
    default int open(int flags) {
        return flags;
    }

    /** The generic value of the host's {@code O_*}. */
    default int openFromHost(int flags) {
        return flags;
    }

    /** {@code AT_*} of calls that look a name up. */
    default int lookup(int flags) {
        return flags;
    }

    /** {@code AT_REMOVEDIR}. */
    default int unlink(int flags) {
        return flags;
    }

    /** {@code AT_*} of faccessat(2). */
    default int access(int flags) {
        return flags;
    }

    /** {@code RENAME_*}. */
    default int rename(int flags) {
        return flags;
    }

    /** {@code SEEK_*}. */
    default int whence(int whence) {
        return whence;
    }

    /** {@code F_*} commands of fcntl(2). */
    default int fcntlCommand(int command) {
        return command;
    }

    /** {@code MAP_*}. */
    default int map(int flags) {
        return flags;
    }

    /** {@code MS_*}. */
    default int synchronize(int flags) {
        return flags;
    }

    /** {@code MADV_*}. */
    default int advice(int advice) {
        return advice;
    }

    /** {@code CLOCK_*}. */
    default int clock(int clock) {
        return clock;
    }

    /** {@code RLIMIT_*}. */
    default int resource(int resource) {
        return resource;
    }
}
