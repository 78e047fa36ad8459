package io.tombolo.fs.internal.terminal;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.file.StreamFile;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * The master side of a pseudoterminal. The host's line discipline would send the signals of Ctrl-C and the like to host
 * processes, of which the slave has none; so what is typed is looked at here, and the guest's foreground group gets them.
 */
final class PtyMaster extends StreamFile {
    private final Terminals terminals;
    private final TerminalDevice slave;

    PtyMaster(HostFiles files, Mount mount, int descriptor, int flags, Terminals terminals, TerminalDevice slave) {
        super(files, mount, descriptor, flags, false);
        this.terminals = terminals;
        this.slave = slave;
    }

    @Override
    public String description() {
        return "/dev/ptmx";
    }

    @Override
    public long write(Task task, GuestBuffer buffer) {
        int signal = buffer.remaining() > 0 ? signalOfFirst(buffer) : 0;
        long written = super.write(task, buffer);
        if (signal != 0 && written > 0) {
            slave.jobs().signalForeground(signal);
        }
        return written;
    }

    /** Who types sends a character at a time; only the first of a write is looked at. */
    private int signalOfFirst(GuestBuffer buffer) {
        int first;
        try {
            first = buffer.memory().getByte(buffer.address()) & 0xff;
        } catch (ErrnoException fault) {
            return 0;
        }
        return first < ' ' || first == 0x7f
                ? TerminalModes.of(host(), hostDescriptor()).signalOf(first)
                : 0;
    }

    @Override
    public long ioctl(Task task, int request, long argument) {
        if (request == Ioctls.TIOCGPTPEER) {
            return openPeer(task, (int) argument);
        }
        long before = request == Ioctls.TIOCSWINSZ ? TerminalModes.windowSize(host(), hostDescriptor()) : 0;
        long result = super.ioctl(task, request, argument);
        if (request == Ioctls.TIOCSWINSZ && TerminalModes.windowSize(host(), hostDescriptor()) != before) {
            slave.jobs().signalForeground(io.tombolo.core.abi.Signal.SIGWINCH);
        }
        return result;
    }

    private long openPeer(Task task, int guestFlags) {
        int flags = io.tombolo.core.abi.Fcntl.openFlagsFromGuest(
                task.kernel().engine().architecture(), guestFlags);
        long peer = host().calls()
                .call(
                        SyscallNumbers.IOCTL,
                        hostDescriptor(),
                        Ioctls.TIOCGPTPEER,
                        (flags & Fcntl.O_ACCMODE) | Fcntl.O_NOCTTY | Fcntl.O_NONBLOCK | Fcntl.O_CLOEXEC);
        ErrnoException.check(peer);
        if ((flags & Fcntl.O_NOCTTY) == 0) {
            slave.jobs().attachOnOpen(task.process());
        }
        OpenFile file = new TerminalFile(files(), mount(), (int) peer, flags, slave, slave.hostPath());
        long limit =
                Math.min(task.process().limits().bound(io.tombolo.core.ResourceLimits.OPEN_FILES), Integer.MAX_VALUE);
        try {
            return task.files().install(file, 0, (flags & Fcntl.O_CLOEXEC) != 0, limit);
        } catch (ErrnoException error) {
            file.release();
            throw error;
        }
    }

    @Override
    protected void close() {
        super.close();
        terminals.closed(slave);
    }
}
