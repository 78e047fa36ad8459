package io.tombolo.fs.internal.dev;

import io.tombolo.core.Task;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.PathFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.synthetic.SyntheticFileSystem;
import io.tombolo.fs.internal.terminal.Terminals;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;

/** {@code /dev/tty}: the controlling terminal of whoever opens it. */
final class ControllingTerminalNode extends Node {
    private static final int FOR_ALL = 0666;
    private static final int MAJOR = 5;
    private static final long INODE = 5;

    private final SyntheticFileSystem system;
    private final Terminals terminals;

    ControllingTerminalNode(SyntheticFileSystem system, String path, Terminals terminals) {
        super(system.mount(), path);
        this.system = system;
        this.terminals = terminals;
    }

    @Override
    public int type() {
        return StatMode.S_IFCHR;
    }

    @Override
    public void attributes(FileAttributes to) {
        to.synthetic(StatMode.S_IFCHR | FOR_ALL, system.device(), INODE, system.seconds());
        to.rawMajor = MAJOR;
    }

    @Override
    public OpenFile open(Task task, int flags) {
        return (flags & Fcntl.O_PATH) != 0
                ? new PathFile(this, system.names(), flags)
                : terminals.openControlling(task, mount(), flags);
    }
}
