package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Terminals of the host, see ioctl_tty(2). On a descriptor that is none, methods throw {@code ENOTTY}. A change that a
 * background process group makes stops the Java process with {@code SIGTTOU}, as termios(3) says. Thread-safe.
 */
public final class HostTerminal {
    /** When {@link #setAttributes} takes effect: at once. */
    public static final int TCSANOW = 0;

    /** Once all output is out. */
    public static final int TCSADRAIN = 1;

    /** Once all output is out; unread input is discarded. */
    public static final int TCSAFLUSH = 2;

    private final HostCalls calls;
    private final HostAbi abi;

    HostTerminal(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /** Whether the descriptor is a terminal: {@code isatty(3)}. */
    public boolean isTerminal(int descriptor) {
        return !Errno.isError(calls.call(
                SyscallNumbers.IOCTL,
                descriptor,
                abi.controlRequests().getAttributes(),
                NativeScratch.current().address()));
    }

    /** The terminal's modes: {@code tcgetattr(3)}. */
    public TerminalAttributes attributes(int descriptor) {
        NativeScratch memory = NativeScratch.current();
        control(descriptor, abi.controlRequests().getAttributes(), memory);
        return abi.terminalAttributes(memory.structures());
    }

    /**
     * Sets the terminal's modes: {@code tcsetattr(3)}.
     *
     * @param when {@link #TCSANOW}, {@link #TCSADRAIN} or {@link #TCSAFLUSH}
     */
    public void setAttributes(int descriptor, int when, TerminalAttributes attributes) {
        if (when < TCSANOW || when > TCSAFLUSH) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        NativeScratch memory = NativeScratch.current();
        abi.putTerminalAttributes(memory.structures(), attributes);
        control(descriptor, abi.controlRequests().setAttributes() + when, memory);
    }

    /** The window's size: {@code TIOCGWINSZ}. */
    public WindowSize windowSize(int descriptor) {
        NativeScratch memory = NativeScratch.current();
        control(descriptor, abi.controlRequests().getWindowSize(), memory);
        return WindowSize.from(memory.structures());
    }

    /** Sets the window's size: {@code TIOCSWINSZ}; the foreground process group gets {@code SIGWINCH} if it changes. */
    public void setWindowSize(int descriptor, WindowSize size) {
        NativeScratch memory = NativeScratch.current();
        size.put(memory.structures());
        control(descriptor, abi.controlRequests().setWindowSize(), memory);
    }

    /** The foreground process group: {@code tcgetpgrp(3)}; {@code ENOTTY} too if it is not the controlling terminal. */
    public int foregroundGroup(int descriptor) {
        NativeScratch memory = NativeScratch.current();
        control(descriptor, abi.controlRequests().getForegroundGroup(), memory);
        return memory.structures().getInt(0);
    }

    private void control(int descriptor, long request, NativeScratch memory) {
        check(calls.call(SyscallNumbers.IOCTL, descriptor, request, memory.address()));
    }
}
