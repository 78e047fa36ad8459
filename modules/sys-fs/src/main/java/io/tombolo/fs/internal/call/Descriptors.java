package io.tombolo.fs.internal.call;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.KernelFile;

/** What most system calls on descriptors begin and end with. */
final class Descriptors {
    private Descriptors() {}

    /** The file of a descriptor, with a reference; {@code EBADF} for one of {@code O_PATH} too. */
    static OpenFile acquire(Task task, int descriptor) {
        OpenFile file = task.files().acquire(descriptor);
        if (file instanceof KernelFile kernelFile && kernelFile.isPathOnly()) {
            file.release();
            throw ErrnoException.of(Errno.EBADF);
        }
        return file;
    }

    /** The host descriptor of a file that can do nothing without one. */
    static int host(OpenFile file, Errno otherwise) {
        int descriptor = file.hostDescriptor();
        if (descriptor < 0) {
            throw ErrnoException.of(otherwise);
        }
        return descriptor;
    }

    /** Gives a file the lowest free descriptor; the reference is taken over in any case. */
    static int install(Task task, OpenFile file, boolean closeOnExec) {
        return install(task, file, 0, closeOnExec);
    }

    /** Gives a file the lowest free descriptor from a number on; the reference is taken over in any case. */
    static int install(Task task, OpenFile file, int lowest, boolean closeOnExec) {
        long limit = Math.min(task.process().limits().bound(ResourceLimits.OPEN_FILES), Integer.MAX_VALUE);
        try {
            return task.files().install(file, lowest, closeOnExec, limit);
        } catch (ErrnoException error) {
            file.release();
            throw error;
        }
    }

    /** A path argument. */
    static String path(Task task, long address) {
        return task.guest().readString(address, Limits.PATH_MAX - 1);
    }

    /** A path argument that may be null where the call then means the descriptor. */
    static String pathOrEmpty(Task task, long address) {
        return address == 0 ? "" : path(task, address);
    }

    /** Throws {@code EINVAL} if other bits than the allowed are set. */
    static void requireFlags(int flags, int allowed) {
        if ((flags & ~allowed) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }
}
