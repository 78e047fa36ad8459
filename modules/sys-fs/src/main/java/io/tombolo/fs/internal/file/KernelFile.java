package io.tombolo.fs.internal.file;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.OpenFileNode;
import io.tombolo.host.posix.Fcntl;

/** What every open file of this module can tell beyond {@link OpenFile}. Status flags have canonical values. */
public abstract class KernelFile extends OpenFile {
    /** What F_GETFL shows of the flags of open(2): the rest acts once. */
    private static final int ONCE = Fcntl.O_CREAT | Fcntl.O_EXCL | Fcntl.O_NOCTTY | Fcntl.O_TRUNC | Fcntl.O_CLOEXEC;

    private final Mount mount;

    /** Made with the flags of open(2), which on 64-bit machines always means {@code O_LARGEFILE}; what has no name was not opened. */
    protected KernelFile(Mount mount, int flags) {
        super((flags & ~ONCE) | (mount.isAttached() && (flags & Fcntl.O_PATH) == 0 ? Fcntl.O_LARGEFILE : 0));
        this.mount = mount;
    }

    /** The mount that it was opened in. */
    public final Mount mount() {
        return mount;
    }

    /** Fills in what fstat(2) tells. */
    public abstract void attributes(FileAttributes to);

    /**
     * The node that it was opened from, for {@code /proc/PID/fd} and {@code AT_EMPTY_PATH}.
     *
     * @return with a reference for the caller
     */
    public Node acquireNode() {
        return new OpenFileNode(mount, this);
    }

    /**
     * The directory that it is.
     *
     * @return with a reference for the caller
     * @throws ErrnoException {@code ENOTDIR}
     */
    public DirectoryNode acquireDirectory() {
        throw ErrnoException.of(Errno.ENOTDIR);
    }

    /**
     * getdents64(2).
     *
     * @return bytes written
     * @throws ErrnoException {@code ENOTDIR}, {@code EINVAL} if there is no room for one entry
     */
    public long readDirectory(Task task, long address, int count) {
        throw ErrnoException.of(Errno.ENOTDIR);
    }

    /** Whether it was opened with {@code O_PATH}: most calls on it answer {@code EBADF}. */
    public final boolean isPathOnly() {
        return (statusFlags() & Fcntl.O_PATH) != 0;
    }

    /**
     * Reads under flags of preadv2(2) that change how it is done.
     *
     * @param position -1 for the file's own
     * @param flags {@code RWF_NOWAIT}
     * @throws ErrnoException {@code EOPNOTSUPP} if the file cannot
     */
    public long readFlagged(Task task, GuestBuffer buffer, long position, int flags) {
        throw ErrnoException.of(Errno.EOPNOTSUPP);
    }

    /** The same for writing, where there is {@code RWF_APPEND} too. */
    public long writeFlagged(Task task, GuestBuffer buffer, long position, int flags) {
        throw ErrnoException.of(Errno.EOPNOTSUPP);
    }

    @Override
    public boolean readable() {
        return !isPathOnly() && super.readable();
    }

    @Override
    public boolean writable() {
        return !isPathOnly() && super.writable();
    }

    /** Whether calls that would block answer {@code EAGAIN}. */
    public final boolean nonBlocking() {
        return (statusFlags() & Fcntl.O_NONBLOCK) != 0;
    }

    @Override
    public FileIdentity identity() {
        FileAttributes attributes = new FileAttributes();
        attributes(attributes);
        return new FileIdentity(attributes.device(), attributes.inode, attributes.mode, description());
    }
}
