package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.host.posix.StatMode;

/** An open file that has no other node: another module's, or one that no path leads to. */
public final class OpenFileNode extends Node {
    private final OpenFile file;

    /** Adds a reference to the file. */
    public OpenFileNode(Mount mount, OpenFile file) {
        super(mount, file.description());
        this.file = file.retain();
    }

    @Override
    public int type() {
        FileAttributes attributes = new FileAttributes();
        attributes(attributes);
        return attributes.mode & StatMode.S_IFMT;
    }

    @Override
    public void attributes(FileAttributes to) {
        if (file instanceof KernelFile kernelFile) {
            kernelFile.attributes(to);
            return;
        }
        FileIdentity identity = file.identity();
        to.synthetic(identity.mode(), (int) identity.device(), identity.inode(), 0);
    }

    @Override
    public OpenFile open(Task task, int flags) {
        throw ErrnoException.of(Errno.ENXIO);
    }

    @Override
    protected void dispose() {
        file.release();
    }
}
