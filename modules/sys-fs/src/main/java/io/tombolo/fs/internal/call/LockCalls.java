package io.tombolo.fs.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.host.BlockingHostCall;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;

/** flock(2): such a lock belongs to the open file description, so the host's own serves. */
public final class LockCalls {
    private final HostSystem host;
    private final BlockingHostCall blocking;

    @Inject
    LockCalls(HostSystem host, BlockingHostCall blocking) {
        this.host = host;
        this.blocking = blocking;
    }

    /** Locks or unlocks a whole file. */
    @Syscall("flock")
    public long flock(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.FLOCK_OPERATION) int operation) {
        int kind = operation & ~Fcntl.LOCK_NB;
        if (kind != Fcntl.LOCK_SH && kind != Fcntl.LOCK_EX && kind != Fcntl.LOCK_UN) {
            return Errno.EINVAL.result();
        }
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            int descriptor = Descriptors.host(file, Errno.EBADF);
            long result = call(descriptor, operation | Fcntl.LOCK_NB);
            if (result != Errno.EAGAIN.result() || (operation & Fcntl.LOCK_NB) != 0) {
                return result;
            }
            return blocking.call(task, file, () -> call(descriptor, operation), () -> call(descriptor, Fcntl.LOCK_UN));
        } finally {
            file.release();
        }
    }

    private long call(int descriptor, int operation) {
        return host.calls().call(SyscallNumbers.FLOCK, descriptor, operation);
    }
}
