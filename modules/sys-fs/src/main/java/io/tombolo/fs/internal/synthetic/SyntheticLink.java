package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.PathFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A symbolic link that the kernel makes up; a magic one leads to its node whatever its text says. */
public final class SyntheticLink extends Node {
    private static final int PERMISSIONS = 0777;

    private final SyntheticFileSystem system;
    private final Function<Task, String> text;
    private final @Nullable Function<Task, Node> destination;

    /** A link by its text. */
    public SyntheticLink(SyntheticFileSystem system, String path, Function<Task, String> text) {
        this(system, path, text, null);
    }

    /**
     * A magic link.
     *
     * @param destination gives the node with a reference
     */
    public SyntheticLink(
            SyntheticFileSystem system,
            String path,
            Function<Task, String> text,
            @Nullable Function<Task, Node> destination) {
        super(system.mount(), path);
        this.system = system;
        this.text = text;
        this.destination = destination;
    }

    @Override
    public int type() {
        return StatMode.S_IFLNK;
    }

    @Override
    public void attributes(FileAttributes to) {
        to.synthetic(StatMode.S_IFLNK | PERMISSIONS, system.device(), system.inode(path()), system.seconds());
    }

    @Override
    public String target(@Nullable Task task) {
        return text.apply(reader(task));
    }

    @Override
    public @Nullable Node jump(@Nullable Task task) {
        return destination == null ? null : destination.apply(reader(task));
    }

    private static Task reader(@Nullable Task task) {
        if (task == null) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        return task;
    }

    @Override
    public OpenFile open(Task task, int flags) {
        if ((flags & Fcntl.O_PATH) != 0) {
            return new PathFile(this, system.names(), flags);
        }
        throw ErrnoException.of(Errno.ELOOP);
    }
}
