package io.tombolo.fs.internal.call;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.HostAttributes;
import io.tombolo.host.posix.NativeMemory;
import jakarta.inject.Inject;
import java.util.function.ToLongFunction;

/** Extended attributes: the host's. Links have none here, as Linux gives them none of the user's. */
public final class ExtendedAttributeCalls {
    private final PathLookup lookup;
    private final HostSystem host;

    @Inject
    ExtendedAttributeCalls(PathLookup lookup, HostSystem host) {
        this.lookup = lookup;
        this.host = host;
    }

    /** What is done to a file of the host, by a path that the host understands. */
    @FunctionalInterface
    private interface Action {
        long apply(byte[] path);
    }

    private long at(Task task, long pathname, boolean follow, Errno onLink, Action action) {
        return at(lookup.node(task, Fcntl.AT_FDCWD, Descriptors.path(task, pathname), follow), onLink, action);
    }

    private long withNode(Task task, int fd, ToLongFunction<Node> call) {
        host.assume(task);
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            return call.applyAsLong(lookup.node(file));
        } finally {
            file.release();
        }
    }

    private long open(Task task, int fd, Action action) {
        return withNode(task, fd, node -> at(node, Errno.EOPNOTSUPP, action));
    }

    private static long at(Node node, Errno onLink, Action action) {
        try {
            if (node.isLink()) {
                return onLink.result();
            }
            if (node.descriptor() < 0) {
                return Errno.EOPNOTSUPP.result();
            }
            return action.apply(HostSystem.bytes(HostSystem.descriptorPath(node.descriptor())));
        } finally {
            node.release();
        }
    }

    private static long list(Node node, Action action) {
        if (node.isLink() || node.descriptor() < 0) {
            node.release();
            return 0;
        }
        return at(node, Errno.EOPNOTSUPP, action);
    }

    /** An action that changes the file. */
    private long change(Node node, Errno onLink, Action action) {
        try {
            AttributeChange.requireAllowed(host, node.mount(), node.descriptor());
        } catch (ErrnoException refused) {
            node.release();
            throw refused;
        }
        return at(node, onLink, action);
    }

    private long change(Task task, long pathname, boolean follow, Errno onLink, Action action) {
        return change(lookup.node(task, Fcntl.AT_FDCWD, Descriptors.path(task, pathname), follow), onLink, action);
    }

    private long changeOpen(Task task, int fd, Action action) {
        return withNode(task, fd, node -> change(node, Errno.EOPNOTSUPP, action));
    }

    private HostAttributes attributes() {
        return host.host().attributes();
    }

    private static byte[] name(Task task, long address) {
        String name;
        try {
            name = task.guest().readString(address, Limits.XATTR_NAME_MAX);
        } catch (ErrnoException error) {
            throw error.number() == Errno.ENAMETOOLONG.number() ? ErrnoException.of(Errno.ERANGE) : error;
        }
        if (name.isEmpty()) {
            throw ErrnoException.of(Errno.ERANGE);
        }
        return HostSystem.bytes(name);
    }

    private Action setting(Task task, long nameAddress, long value, long size, int flags) {
        if (size < 0 || size > Limits.XATTR_SIZE_MAX) {
            throw ErrnoException.of(Errno.E2BIG);
        }
        byte[] name = name(task, nameAddress);
        byte[] content = new byte[(int) size];
        task.guest().copyIn(value, content, 0, content.length);
        long bounce = host.scratch().bounce().address();
        NativeMemory.copy(content, 0, bounce, content.length);
        return path -> attributes().rawSet(path, name, bounce, size, flags);
    }

    private Action getting(Task task, long nameAddress, long value, long size) {
        byte[] name = name(task, nameAddress);
        return path -> giveOut(task, value, size, (room, length) -> attributes().rawGet(path, name, room, length));
    }

    private Action listing(Task task, long list, long size) {
        return path -> giveOut(task, list, size, (room, length) -> attributes().rawList(path, room, length));
    }

    /** A call that fills memory, or tells how much it would take when there is none. */
    @FunctionalInterface
    private interface Filler {
        long fill(long address, long size);
    }

    private long giveOut(Task task, long target, long size, Filler filler) {
        long room = Math.min(Math.max(size, 0), Limits.XATTR_SIZE_MAX);
        long bounce = host.scratch().bounce().address();
        long length = check(filler.fill(bounce, room));
        if (room > 0) {
            byte[] content = new byte[(int) length];
            NativeMemory.copy(bounce, content, 0, content.length);
            task.guest().copyOut(target, content, 0, content.length);
        }
        return length;
    }

    /** Sets an attribute. */
    @Syscall("setxattr")
    public long setxattr(
            Task task,
            @Arg(ArgumentKind.PATH) long path,
            @Arg(ArgumentKind.STRING) long name,
            @Arg(value = ArgumentKind.BUFFER_IN, length = "size") long value,
            @Arg(ArgumentKind.SIZE) long size,
            int flags) {
        return change(task, path, true, Errno.EPERM, setting(task, name, value, size, flags));
    }

    /** Sets an attribute of a link itself. */
    @Syscall("lsetxattr")
    public long lsetxattr(
            Task task,
            @Arg(ArgumentKind.PATH) long path,
            @Arg(ArgumentKind.STRING) long name,
            @Arg(value = ArgumentKind.BUFFER_IN, length = "size") long value,
            @Arg(ArgumentKind.SIZE) long size,
            int flags) {
        return change(task, path, false, Errno.EPERM, setting(task, name, value, size, flags));
    }

    /** Sets an attribute of an open file. */
    @Syscall("fsetxattr")
    public long fsetxattr(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.STRING) long name,
            @Arg(value = ArgumentKind.BUFFER_IN, length = "size") long value,
            @Arg(ArgumentKind.SIZE) long size,
            int flags) {
        return changeOpen(task, fd, setting(task, name, value, size, flags));
    }

    /** Gets an attribute. */
    @Syscall("getxattr")
    public long getxattr(
            Task task,
            @Arg(ArgumentKind.PATH) long path,
            @Arg(ArgumentKind.STRING) long name,
            @Arg(ArgumentKind.BUFFER_OUT) long value,
            @Arg(ArgumentKind.SIZE) long size) {
        return at(task, path, true, Errno.ENODATA, getting(task, name, value, size));
    }

    /** Gets an attribute of a link itself. */
    @Syscall("lgetxattr")
    public long lgetxattr(
            Task task,
            @Arg(ArgumentKind.PATH) long path,
            @Arg(ArgumentKind.STRING) long name,
            @Arg(ArgumentKind.BUFFER_OUT) long value,
            @Arg(ArgumentKind.SIZE) long size) {
        return at(task, path, false, Errno.ENODATA, getting(task, name, value, size));
    }

    /** Gets an attribute of an open file. */
    @Syscall("fgetxattr")
    public long fgetxattr(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.STRING) long name,
            @Arg(ArgumentKind.BUFFER_OUT) long value,
            @Arg(ArgumentKind.SIZE) long size) {
        return open(task, fd, getting(task, name, value, size));
    }

    /** Lists attributes. */
    @Syscall("listxattr")
    public long listxattr(
            Task task,
            @Arg(ArgumentKind.PATH) long path,
            @Arg(ArgumentKind.BUFFER_OUT) long list,
            @Arg(ArgumentKind.SIZE) long size) {
        return list(lookup.node(task, Fcntl.AT_FDCWD, Descriptors.path(task, path), true), listing(task, list, size));
    }

    /** Lists the attributes of a link itself. */
    @Syscall("llistxattr")
    public long llistxattr(
            Task task,
            @Arg(ArgumentKind.PATH) long path,
            @Arg(ArgumentKind.BUFFER_OUT) long list,
            @Arg(ArgumentKind.SIZE) long size) {
        return list(lookup.node(task, Fcntl.AT_FDCWD, Descriptors.path(task, path), false), listing(task, list, size));
    }

    /** Lists the attributes of an open file. */
    @Syscall("flistxattr")
    public long flistxattr(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.BUFFER_OUT) long list,
            @Arg(ArgumentKind.SIZE) long size) {
        host.assume(task);
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            return list(lookup.node(file), listing(task, list, size));
        } finally {
            file.release();
        }
    }

    /** Removes an attribute. */
    @Syscall("removexattr")
    public long removexattr(Task task, @Arg(ArgumentKind.PATH) long path, @Arg(ArgumentKind.STRING) long name) {
        byte[] which = name(task, name);
        return change(task, path, true, Errno.ENODATA, file -> attributes().rawRemove(file, which));
    }

    /** Removes an attribute of a link itself. */
    @Syscall("lremovexattr")
    public long lremovexattr(Task task, @Arg(ArgumentKind.PATH) long path, @Arg(ArgumentKind.STRING) long name) {
        byte[] which = name(task, name);
        return change(task, path, false, Errno.EPERM, file -> attributes().rawRemove(file, which));
    }

    /** Removes an attribute of an open file. */
    @Syscall("fremovexattr")
    public long fremovexattr(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.STRING) long name) {
        byte[] which = name(task, name);
        return changeOpen(task, fd, file -> attributes().rawRemove(file, which));
    }
}
