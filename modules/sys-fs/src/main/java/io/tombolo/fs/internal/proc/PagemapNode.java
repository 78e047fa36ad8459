package io.tombolo.fs.internal.proc;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.fs.internal.file.PathFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.synthetic.SyntheticFileSystem;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /proc/PID/pagemap}: eight bytes for each page of the address space (Linux's {@code Documentation/admin-guide/mm/pagemap.rst}). */
final class PagemapNode extends Node {
    private static final int PERMISSIONS = 0400;

    private final SyntheticFileSystem system;
    private final Function<Task, @Nullable ProcessMemory> memory;

    /**
     * The file.
     *
     * @param memory finds the memory when the file is opened, with a reference; null if the process has none any more
     */
    PagemapNode(SyntheticFileSystem system, String path, Function<Task, @Nullable ProcessMemory> memory) {
        super(system.mount(), path);
        this.system = system;
        this.memory = memory;
    }

    @Override
    public int type() {
        return StatMode.S_IFREG;
    }

    @Override
    public void attributes(FileAttributes to) {
        to.synthetic(StatMode.S_IFREG | PERMISSIONS, system.device(), system.inode(path()), system.seconds());
    }

    @Override
    public OpenFile open(Task task, int flags) {
        if ((flags & Fcntl.O_PATH) != 0) {
            return new PathFile(this, system.names(), flags);
        }
        if ((flags & Fcntl.O_ACCMODE) != Fcntl.O_RDONLY) {
            throw ErrnoException.of(Errno.EACCES);
        }
        return new PagemapFile(this, flags, memory.apply(task));
    }
}
