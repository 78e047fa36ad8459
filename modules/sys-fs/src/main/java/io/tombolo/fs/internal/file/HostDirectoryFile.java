package io.tombolo.fs.internal.file;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** An open directory of the host. */
public final class HostDirectoryFile extends HostFile {
    private final String path;

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
        byte[] entries = new byte[(int) length];
        NativeMemory.copy(bounce, entries, 0, entries.length);
        task.guest().copyOut(address, entries, 0, entries.length);
        return length;
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
