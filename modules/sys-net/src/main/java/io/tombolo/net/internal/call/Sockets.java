package io.tombolo.net.internal.call;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.net.internal.socket.SocketFile;

/** What most system calls on sockets begin and end with. */
final class Sockets {
    private Sockets() {}

    /**
     * The socket of a descriptor, with a reference for the caller.
     *
     * @throws ErrnoException {@code EBADF}, {@code ENOTSOCK}
     */
    static SocketFile acquire(Task task, int descriptor) {
        OpenFile file = task.files().acquire(descriptor);
        if (file instanceof SocketFile socket) {
            return socket;
        }
        file.release();
        throw ErrnoException.of(file.readable() || file.writable() ? Errno.ENOTSOCK : Errno.EBADF);
    }

    /** Gives a file the lowest free descriptor; the reference is taken over in any case. */
    static int install(Task task, OpenFile file, boolean closeOnExec) {
        long limit = Math.min(task.process().limits().bound(ResourceLimits.OPEN_FILES), Integer.MAX_VALUE);
        try {
            return task.files().install(file, 0, closeOnExec, limit);
        } catch (ErrnoException error) {
            file.release();
            throw error;
        }
    }
}
