package io.tombolo.proc.internal.seccomp;

import static io.tombolo.core.abi.Seccomp.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/** seccomp(2). */
public final class SeccompCalls {
    private static final int FLAGS = SECCOMP_FILTER_FLAG_TSYNC
            | SECCOMP_FILTER_FLAG_LOG
            | SECCOMP_FILTER_FLAG_SPEC_ALLOW
            | SECCOMP_FILTER_FLAG_TSYNC_ESRCH;

    private final SeccompModes modes;

    @Inject
    SeccompCalls(SeccompModes modes) {
        this.modes = modes;
    }

    /** seccomp(2). */
    @Syscall(value = "seccomp", limits = "no notification of user space; what is to be logged is not")
    public long seccomp(
            Task task,
            @Arg(ArgumentKind.UINT) int operation,
            @Arg(ArgumentKind.HEX) int flags,
            @Arg(ArgumentKind.POINTER) long args) {
        return switch (operation) {
            case SECCOMP_SET_MODE_STRICT -> {
                require(flags == 0 && args == 0);
                yield modes.setStrict(task);
            }
            case SECCOMP_SET_MODE_FILTER -> {
                require((flags & ~FLAGS) == 0);
                yield modes.setFilter(task, flags, args);
            }
            case SECCOMP_GET_ACTION_AVAIL -> {
                require(flags == 0);
                yield available(task.guest().getInt(args));
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private static long available(int action) {
        return switch (action) {
            case SECCOMP_RET_KILL_PROCESS,
                    SECCOMP_RET_KILL_THREAD,
                    SECCOMP_RET_TRAP,
                    SECCOMP_RET_ERRNO,
                    SECCOMP_RET_TRACE,
                    SECCOMP_RET_LOG,
                    SECCOMP_RET_ALLOW -> 0;
            default -> throw ErrnoException.of(Errno.EOPNOTSUPP);
        };
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }
}
