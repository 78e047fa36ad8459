package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.StatMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** An open synthetic directory: its entries as they were when reading began. */
final class SyntheticDirectoryFile extends KernelFile {
    /** {@code d_ino}, {@code d_off}, {@code d_reclen}, {@code d_type} of {@code struct linux_dirent64}. */
    private static final int HEADER = 19;

    private static final int TYPE_SHIFT = 12;

    private final SyntheticDirectory directory;
    private List<SyntheticDirectory.Entry> entries = List.of();
    private int position;

    SyntheticDirectoryFile(SyntheticDirectory directory, int flags) {
        super(directory.mount(), flags);
        directory.retain();
        this.directory = directory;
    }

    @Override
    public void attributes(FileAttributes to) {
        directory.attributes(to);
    }

    @Override
    public Node acquireNode() {
        directory.retain();
        return directory;
    }

    @Override
    public DirectoryNode acquireDirectory() {
        directory.retain();
        return directory;
    }

    @Override
    public String description() {
        return directory.path();
    }

    @Override
    public long read(Task task, GuestBuffer buffer) {
        throw ErrnoException.of(Errno.EISDIR);
    }

    @Override
    public synchronized long seek(Task task, long offset, int whence) {
        long to = whence == Fcntl.SEEK_CUR ? position + offset : offset;
        if (whence > Fcntl.SEEK_CUR || to < 0 || to > Integer.MAX_VALUE) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        position = (int) to;
        return to;
    }

    @Override
    public synchronized long readDirectory(Task task, long address, int count) {
        if (position == 0) {
            entries = allEntries(task);
        }
        ByteBuffer out =
                ByteBuffer.allocate(Math.min(Math.max(count, 0), 1 << 16)).order(ByteOrder.LITTLE_ENDIAN);
        int next = position;
        while (next < entries.size() && put(out, entries.get(next), next + 1)) {
            next++;
        }
        if (out.position() == 0 && next < entries.size()) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        task.guest().copyOut(address, out.array(), 0, out.position());
        position = next;
        return out.position();
    }

    private List<SyntheticDirectory.Entry> allEntries(Task task) {
        List<SyntheticDirectory.Entry> all = new ArrayList<>();
        all.add(new SyntheticDirectory.Entry(".", StatMode.S_IFDIR));
        all.add(new SyntheticDirectory.Entry("..", StatMode.S_IFDIR));
        all.addAll(directory.entries(task));
        return all;
    }

    private boolean put(ByteBuffer out, SyntheticDirectory.Entry entry, long nextPosition) {
        byte[] name = HostSystem.bytes(entry.name());
        int length = (HEADER + name.length + 1 + 7) & ~7;
        if (out.remaining() < length) {
            return false;
        }
        int begin = out.position();
        String path = entry.name().equals(".") ? directory.path() : directory.childPath(entry.name());
        out.putLong(directory.system().inode(path));
        out.putLong(nextPosition);
        out.putShort((short) length);
        out.put((byte) (entry.type() >> TYPE_SHIFT));
        out.put(name);
        out.position(begin + length);
        return true;
    }

    @Override
    protected void close() {
        directory.release();
    }
}
