package io.tombolo.fs.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Unistd;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.host.posix.Fcntl;
import jakarta.inject.Inject;

/** Listing directories, and the task's own: working directory, root, umask. */
public final class DirectoryCalls {
    private final PathLookup lookup;
    private final HostSystem host;

    @Inject
    DirectoryCalls(PathLookup lookup, HostSystem host) {
        this.lookup = lookup;
        this.host = host;
    }

    /** Lists a directory. */
    @Syscall("getdents64")
    public long getdents64(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.BUFFER_OUT) long dirp,
            @Arg(ArgumentKind.UINT) int count) {
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            if (file instanceof KernelFile kernelFile) {
                return kernelFile.readDirectory(task, dirp, count < 0 ? Integer.MAX_VALUE : count);
            }
            return Errno.ENOTDIR.result();
        } finally {
            file.release();
        }
    }

    /** Tells the working directory; the result counts the zero at the end. */
    @Syscall("getcwd")
    public long getcwd(Task task, @Arg(ArgumentKind.BUFFER_OUT) long buf, @Arg(ArgumentKind.SIZE) long size) {
        byte[] path = HostSystem.bytes(task.fileSystem().workingDirectory() + '\0');
        if (Long.compareUnsigned(size, path.length) < 0) {
            return Errno.ERANGE.result();
        }
        task.guest().copyOut(buf, path, 0, path.length);
        return path.length;
    }

    /** Changes the working directory. */
    @Syscall("chdir")
    public void chdir(Task task, @Arg(ArgumentKind.PATH) long path) {
        Node node = lookup.node(task, Fcntl.AT_FDCWD, Descriptors.path(task, path), true);
        PathLookup.context(task).setWorking(searchable(node));
    }

    /** Changes the working directory to an open one. */
    @Syscall("fchdir")
    public void fchdir(Task task, @Arg(ArgumentKind.FD) int fd) {
        OpenFile file = task.files().acquire(fd);
        try {
            if (!(file instanceof KernelFile kernelFile)) {
                throw ErrnoException.of(Errno.ENOTDIR);
            }
            PathLookup.context(task).setWorking(searchable(kernelFile.acquireDirectory()));
        } finally {
            file.release();
        }
    }

    /** Changes the root. */
    @Syscall("chroot")
    public void chroot(Task task, @Arg(ArgumentKind.PATH) long path) {
        Node node = lookup.node(task, Fcntl.AT_FDCWD, Descriptors.path(task, path), true);
        DirectoryNode directory = searchable(node);
        if (!task.credentials().privileged()) {
            directory.release();
            throw ErrnoException.of(Errno.EPERM);
        }
        PathLookup.context(task).setRoot(directory);
    }

    /** The node as a directory that the task may search; its reference is handed on, or dropped by an error. */
    private DirectoryNode searchable(Node node) {
        if (!(node instanceof DirectoryNode directory)) {
            node.release();
            throw ErrnoException.of(Errno.ENOTDIR);
        }
        long result = NodeAccess.check(host, node, Unistd.X_OK);
        if (result < 0) {
            node.release();
            throw ErrnoException.of((int) -result);
        }
        return directory;
    }

    /** Sets the file mode creation mask. */
    @Syscall(value = "umask", result = ArgumentKind.MODE)
    public int umask(Task task, @Arg(ArgumentKind.MODE) int mask) {
        return task.fileSystem().setUmask(mask);
    }
}
