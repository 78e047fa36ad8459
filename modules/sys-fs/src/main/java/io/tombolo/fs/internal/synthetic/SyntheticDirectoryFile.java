package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.file.DirectoryRecords;
import io.tombolo.fs.internal.file.NodeFile;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.host.posix.StatMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open synthetic directory: its entries as they were when reading began. */
final class SyntheticDirectoryFile extends NodeFile {
    private final SyntheticDirectory directory;
    private List<SyntheticDirectory.Entry> entries = List.of();
    private int position;

    SyntheticDirectoryFile(SyntheticDirectory directory, int flags) {
        super(directory, flags);
        this.directory = directory;
    }

    @Override
    public DirectoryNode acquireDirectory() {
        directory.retain();
        return directory;
    }

    @Override
    public @Nullable Process signalTarget() {
        return directory.process();
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
        DirectoryRecords records = new DirectoryRecords(count);
        int next = position;
        while (next < entries.size() && add(records, entries.get(next), next + 1)) {
            next++;
        }
        if (records.isEmpty() && next < entries.size()) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        int length = records.copyOut(task, address);
        position = next;
        return length;
    }

    private List<SyntheticDirectory.Entry> allEntries(Task task) {
        List<SyntheticDirectory.Entry> all = new ArrayList<>();
        all.add(new SyntheticDirectory.Entry(".", StatMode.S_IFDIR));
        all.add(new SyntheticDirectory.Entry("..", StatMode.S_IFDIR));
        all.addAll(directory.entries(task));
        return all;
    }

    private boolean add(DirectoryRecords records, SyntheticDirectory.Entry entry, long nextPosition) {
        String path = entry.name().equals(".") ? directory.path() : directory.childPath(entry.name());
        return records.add(directory.system().inode(path), nextPosition, entry.type(), entry.name());
    }
}
