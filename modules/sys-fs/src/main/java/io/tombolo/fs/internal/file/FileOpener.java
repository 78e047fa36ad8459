package io.tombolo.fs.internal.file;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.HostFileOpener;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens files of the host for a guest and wraps each by its type. */
public final class FileOpener implements HostFileOpener {
    private static final int MODE_BITS = 07777;
    private static final int MEMORY_DEVICES = 1;
    private static final int ZERO_DEVICE = 5;

    private final HostFiles files;
    private final NamedPipeOpener namedPipes;
    private final TerminalWrapper terminals;

    /** Wraps a terminal's descriptor, which it takes over. */
    @FunctionalInterface
    public interface TerminalWrapper {
        /** Makes the open file. */
        OpenFile wrap(
                @Nullable Task task, Mount mount, int descriptor, int flags, FileAttributes attributes, String path);
    }

    /** Over the host. */
    public FileOpener(HostFiles files, TerminalWrapper terminals) {
        this.files = files;
        this.namedPipes = new NamedPipeOpener(files);
        this.terminals = terminals;
    }

    @Override
    public OpenFile open(Task task, int directory, String name, int flags, int mode, Mount mount, String path) {
        try {
            int descriptor = open(
                    task,
                    flags,
                    mount,
                    (hostFlags, hostMode) -> host().open(directory, name, hostFlags, hostMode),
                    mode);
            return opened(task, descriptor, flags, mount, path);
        } catch (ErrnoException error) {
            if (namedPipes.mayWait(error, flags)) {
                return namedPipes.openWriting(task, directory, name, flags, mount, error);
            }
            throw error;
        }
    }

    @Override
    public OpenFile openBeneath(
            Task task, int directory, String relative, int flags, int mode, Mount mount, String path) {
        try {
            int descriptor = open(
                    task,
                    flags,
                    mount,
                    (hostFlags, hostMode) -> host().openBeneath(directory, relative, hostFlags, hostMode),
                    mode);
            return opened(task, descriptor, flags, mount, path);
        } catch (ErrnoException error) {
            throw namedPipes.mayWait(error, flags) ? ErrnoException.of(Errno.ELOOP) : error;
        }
    }

    /** The host's open, by whichever call. */
    @FunctionalInterface
    private interface HostOpen {
        int open(int hostFlags, int hostMode);
    }

    private int open(Task task, int flags, Mount mount, HostOpen call, int mode) {
        if ((flags & Fcntl.O_PATH) != 0) {
            return call.open(flags, 0);
        }
        if (mount.readOnly()) {
            return openReadOnly(flags, mount, call);
        }
        if (creates(flags)) {
            host().applyUmask(task.fileSystem().umask());
        }
        return call.open(hostFlags(flags), creates(flags) ? mode & MODE_BITS : 0);
    }

    /** On a mount that cannot be written what is there may be opened for reading, and nothing is made. */
    private int openReadOnly(int flags, Mount mount, HostOpen call) {
        boolean writes = (flags & Fcntl.O_ACCMODE) != Fcntl.O_RDONLY
                || (flags & Fcntl.O_TRUNC) != 0
                || (flags & Fcntl.O_TMPFILE) == Fcntl.O_TMPFILE;
        if (writes) {
            mount.requireWritable();
        }
        try {
            int descriptor = call.open(hostFlags(flags & ~(Fcntl.O_CREAT | Fcntl.O_EXCL)), 0);
            if ((flags & Fcntl.O_CREAT) != 0 && (flags & Fcntl.O_EXCL) != 0) {
                host().close(descriptor);
                throw ErrnoException.of(Errno.EEXIST);
            }
            return descriptor;
        } catch (ErrnoException error) {
            boolean missing = error.number() == Errno.ENOENT.number() && (flags & Fcntl.O_CREAT) != 0;
            throw missing ? ErrnoException.of(Errno.EROFS) : error;
        }
    }

    private static boolean creates(int flags) {
        return (flags & Fcntl.O_CREAT) != 0 || (flags & Fcntl.O_TMPFILE) == Fcntl.O_TMPFILE;
    }

    /** The host never blocks for the guest, and takes no controlling terminal for it. It truncates when the file is known. */
    private static int hostFlags(int flags) {
        return (flags | Fcntl.O_NONBLOCK | Fcntl.O_NOCTTY) & ~Fcntl.O_TRUNC;
    }

    /** {@code O_TRUNC}: of regular files, which guests may map; others but directories ignore it. */
    private void truncate(Task task, int descriptor, int flags, FileAttributes attributes) {
        if (attributes.isType(StatMode.S_IFDIR)) {
            throw ErrnoException.of(Errno.EISDIR);
        }
        boolean writable = (flags & Fcntl.O_ACCMODE) != Fcntl.O_RDONLY;
        boolean mayBeNew = (flags & Fcntl.O_CREAT) != 0 && attributes.size == 0;
        if (attributes.isType(StatMode.S_IFREG) && (writable || !mayBeNew)) {
            LongSupplier call = () -> writable
                    ? host().calls().call(SyscallNumbers.FTRUNCATE, descriptor, 0)
                    : truncateUnwritable(descriptor);
            ErrnoException.check(task.kernel().mappedFiles().cut(descriptor, 0, call));
        }
    }

    private long truncateUnwritable(int descriptor) {
        try {
            host().close(host().reopen(descriptor, Fcntl.O_RDONLY | Fcntl.O_TRUNC));
            return 0;
        } catch (ErrnoException refused) {
            return -refused.number();
        }
    }

    private HostSystem host() {
        return files.host();
    }

    @Override
    public OpenFile opened(Task task, int descriptor, int flags, Mount mount, String path) {
        boolean done = false;
        try {
            if ((flags & Fcntl.O_PATH) != 0) {
                done = true;
                Node node = files.tree().node(mount, path, descriptor);
                OpenFile file = new PathFile(node, files.names(), flags);
                node.release();
                return file;
            }
            FileAttributes attributes = host().scratch().attributes();
            host().status(descriptor, attributes);
            if ((flags & Fcntl.O_TRUNC) != 0) {
                truncate(task, descriptor, flags, attributes);
            }
            OpenFile file = wrap(task, descriptor, flags, mount, path, attributes);
            done = true;
            return file;
        } finally {
            if (!done) {
                host().close(descriptor);
            }
        }
    }

    private OpenFile wrap(Task task, int descriptor, int flags, Mount mount, String path, FileAttributes attributes) {
        return switch (attributes.mode & StatMode.S_IFMT) {
            case StatMode.S_IFREG -> new RegularFile(files, mount, descriptor, flags, false);
            case StatMode.S_IFDIR -> new HostDirectoryFile(files, mount, descriptor, flags, path);
            case StatMode.S_IFIFO -> namedPipes.opened(task, mount, descriptor, flags);
            case StatMode.S_IFCHR -> character(task, descriptor, flags, mount, path, attributes);
            case StatMode.S_IFBLK -> {
                refuseDevice(mount);
                yield new RegularFile(files, mount, descriptor, flags, false);
            }
            default -> new StreamFile(files, mount, descriptor, flags, false);
        };
    }

    private OpenFile character(
            Task task, int descriptor, int flags, Mount mount, String path, FileAttributes attributes) {
        refuseDevice(mount);
        if (isTerminal(attributes)) {
            return terminals.wrap(task, mount, descriptor, flags, attributes, path);
        }
        if (attributes.rawMajor == MEMORY_DEVICES) {
            return new RegularFile(files, mount, descriptor, flags, attributes.rawMinor == ZERO_DEVICE);
        }
        return new StreamFile(files, mount, descriptor, flags, false);
    }

    /** Nodes of devices in a guest's root are dead, as on a file system mounted with {@code nodev}. */
    private static void refuseDevice(Mount mount) {
        if (mount.confined()) {
            throw ErrnoException.of(Errno.EACCES);
        }
    }

    /** Majors of {@code Documentation/admin-guide/devices.txt}: virtual consoles, tty and console and ptmx, serial lines, ptys. */
    public static boolean isTerminal(FileAttributes attributes) {
        int major = attributes.rawMajor;
        return attributes.isType(StatMode.S_IFCHR)
                && (major == 4 || major == 5 || (major >= 136 && major <= 143) || major == 204 || major == 229);
    }
}
