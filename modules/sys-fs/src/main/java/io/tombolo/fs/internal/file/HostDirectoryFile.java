package io.tombolo.fs.internal.file;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.StatMode;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** An open directory of the host. */
public final class HostDirectoryFile extends HostFile {
    /** The inode number of a root of procfs, which any other does as well. */
    private static final long MOUNT_INODE = 1;

    private final String path;
    private volatile boolean mountsGiven;

    /** Takes over the descriptor. */
    public HostDirectoryFile(HostFiles files, Mount mount, int descriptor, int flags, String path) {
        super(files, mount, descriptor, flags);
        this.path = path;
    }

    @Override
    public Node acquireNode() {
        return files().tree().node(mount(), path, host().duplicate(hostDescriptor()));
    }

    @Override
    public DirectoryNode acquireDirectory() {
        return (DirectoryNode) acquireNode();
    }

    @Override
    public long readDirectory(Task task, long address, int count) {
        Scratch scratch = host().scratch();
        long bounce = scratch.bounce().address();
        int room = Math.min(Math.max(count, 0), Scratch.BOUNCE_SIZE);
        long length = check(host().calls().call(SyscallNumbers.GETDENTS64, hostDescriptor(), bounce, room));
        if (length == 0 && room > 0) {
            return readMounts(task, address, count);
        }
        byte[] entries = new byte[(int) length];
        NativeMemory.copy(bounce, entries, 0, entries.length);
        task.guest().copyOut(address, entries, 0, entries.length);
        return length;
    }

    /** What is mounted in the directory where the host has no such name, such as {@code /proc} of a bare root: listed last, once. */
    private long readMounts(Task task, long address, int count) {
        if (mountsGiven) {
            return 0;
        }
        mountsGiven = true;
        DirectoryRecords records = new DirectoryRecords(count);
        for (String name : files().mounts().namesIn(path)) {
            if (isAbsent(name)) {
                records.add(MOUNT_INODE, Long.MAX_VALUE, StatMode.S_IFDIR, name);
            }
        }
        return records.copyOut(task, address);
    }

    private boolean isAbsent(String name) {
        try {
            host().close(host().open(hostDescriptor(), name, Fcntl.O_PATH | Fcntl.O_NOFOLLOW, 0));
            return false;
        } catch (ErrnoException error) {
            return error.number() == Errno.ENOENT.number();
        }
    }

    @Override
    public long seek(Task task, long offset, int whence) {
        mountsGiven = false;
        return super.seek(task, offset, whence);
    }

    @Override
    public long read(Task task, GuestBuffer buffer) {
        throw ErrnoException.of(Errno.EISDIR);
    }

    @Override
    public long readAt(Task task, GuestBuffer buffer, long position) {
        throw ErrnoException.of(Errno.EISDIR);
    }
}
