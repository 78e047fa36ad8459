package io.tombolo.fs.internal.file;

import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Makes the embedding process's streams the guest's. A terminal or pipe is opened anew, so that it can be non-blocking for
 * us without being so for its other users; a regular file is shared, with its offset.
 */
public final class StandardStreams {
    private final HostFiles files;
    private final TerminalStreams terminals;

    /** Wraps a descriptor of the embedding process's terminal, and takes it over. */
    @FunctionalInterface
    public interface TerminalStreams {
        /** Makes the open file. */
        OpenFile wrap(Mount mount, int descriptor, int flags, FileAttributes attributes);
    }

    /** Over the host. */
    public StandardStreams(HostFiles files, TerminalStreams terminals) {
        this.files = files;
        this.terminals = terminals;
    }

    /** An open file over a borrowed descriptor. */
    public OpenFile open(Mount mount, int descriptor) {
        HostSystem host = files.host();
        FileAttributes attributes = new FileAttributes();
        host.status(descriptor, attributes);
        int flags = (int) ErrnoException.check(host.calls().call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_GETFL));
        int kept = flags & (Fcntl.O_ACCMODE | Fcntl.O_APPEND | Fcntl.O_LARGEFILE);
        int type = attributes.mode & StatMode.S_IFMT;
        boolean terminal = FileOpener.isTerminal(attributes);
        if (type != StatMode.S_IFIFO && !terminal) {
            return shared(mount, descriptor, kept, type, attributes);
        }
        int own;
        try {
            own = host.reopen(descriptor, kept | Fcntl.O_NONBLOCK | Fcntl.O_NOCTTY);
        } catch (ErrnoException refused) {
            return new StreamFile(files, mount, host.duplicate(descriptor), kept, true);
        }
        return terminal ? terminals.wrap(mount, own, kept, attributes) : new StreamFile(files, mount, own, kept, false);
    }

    /** An open file over the descriptor of a regular file, which it takes over. */
    public OpenFile adopt(Mount mount, int descriptor, int flags) {
        return new RegularFile(files, mount, descriptor, flags, false);
    }

    private OpenFile shared(Mount mount, int descriptor, int flags, int type, FileAttributes attributes) {
        int own = files.host().duplicate(descriptor);
        boolean memory = type == StatMode.S_IFCHR && attributes.rawMajor == 1;
        if (type == StatMode.S_IFREG || type == StatMode.S_IFBLK || memory) {
            return new RegularFile(files, mount, own, flags, false);
        }
        return new StreamFile(files, mount, own, flags, true);
    }
}
