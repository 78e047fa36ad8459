package io.tombolo.fs.internal.terminal;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.abi.Termios;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.file.StreamFile;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.Arrays;

/**
 * The master side of a pseudoterminal. The host's line discipline would send the signals of Ctrl-C and the like to host
 * processes, of which the slave has none; so those characters end here: the guest's foreground group gets the signal once the queues
 * are flushed and the character is shown, as {@code n_tty_receive_signal_char} does.
 */
final class PtyMaster extends StreamFile {
    private static final int LOOKED_AT = 4096;

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
        long written = 0;
        long result;
        do {
            result = writeSome(task, buffer);
            written += Math.max(0, result);
        } while (result > 0 && buffer.remaining() > 0);
        return written > 0 ? written : result;
    }

    /** Writes up to a character that sends a signal, or sends the signal of the first one. */
    private long writeSome(Task task, GuestBuffer buffer) {
        byte[] typed = look(buffer);
        TerminalModes modes = hasControl(typed) ? TerminalModes.of(host(), hostDescriptor()) : TerminalModes.NONE;
        int plain = 0;
        while (plain < typed.length && modes.signalOf(typed[plain] & 0xff) == 0) {
            plain++;
        }
        if (plain == buffer.remaining() || typed.length == 0) {
            return super.write(task, buffer);
        }
        if (plain == 0) {
            buffer.advance(1);
            raise(modes, typed[0] & 0xff);
            return 1;
        }
        long written = super.write(task, new GuestBuffer(buffer.memory()).add(buffer.address(), plain));
        buffer.advance(Math.max(0, written));
        return written;
    }

    /** A copy of the next bytes that lie together. */
    private static byte[] look(GuestBuffer buffer) {
        byte[] bytes = new byte[(int) Math.min(buffer.contiguous(), LOOKED_AT)];
        int readable =
                bytes.length == 0 ? 0 : buffer.memory().copyInPartially(buffer.address(), bytes, 0, bytes.length);
        return readable == bytes.length ? bytes : Arrays.copyOf(bytes, readable);
    }

    private static boolean hasControl(byte[] bytes) {
        for (byte character : bytes) {
            if ((character & 0xff) < ' ' || character == 0x7f) {
                return true;
            }
        }
        return false;
    }

    private void raise(TerminalModes modes, int character) {
        long peer = openPeer(Fcntl.O_RDWR);
        if (peer >= 0) {
            if (!modes.keepsQueues()) {
                host().calls().call(SyscallNumbers.IOCTL, peer, Ioctls.TCFLSH, Termios.TCIOFLUSH);
            }
            byte[] echo = modes.echoOf(character);
            host().scratch().structures().put(0, echo);
            host().calls().call(SyscallNumbers.WRITE, peer, host().scratch().address(), echo.length);
            host().close((int) peer);
        }
        slave.jobs().signalForeground(modes.signalOf(character));
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
        long peer = ErrnoException.check(openPeer(flags));
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

    /** A descriptor of the slave; a negated errno if there is none. */
    private long openPeer(int flags) {
        int hostFlags = (flags & Fcntl.O_ACCMODE) | Fcntl.O_NOCTTY | Fcntl.O_NONBLOCK | Fcntl.O_CLOEXEC;
        return host().calls().call(SyscallNumbers.IOCTL, hostDescriptor(), Ioctls.TIOCGPTPEER, hostFlags);
    }

    @Override
    protected void close() {
        super.close();
        terminals.closed(slave);
    }
}
