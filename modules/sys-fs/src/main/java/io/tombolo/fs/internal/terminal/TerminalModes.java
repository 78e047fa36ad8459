package io.tombolo.fs.internal.terminal;

import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Termios;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * What this module itself has to know of a terminal's modes ({@code struct termios}).
 *
 * @param local {@code c_lflag}
 * @param interrupt the character of SIGINT
 * @param quit that of SIGQUIT
 * @param suspend that of SIGTSTP
 */
record TerminalModes(int local, int interrupt, int quit, int suspend) {
    /** Those of a terminal that has none. */
    static final TerminalModes NONE = new TerminalModes(0, 0, 0, 0);

    private static final int LOCAL = 12;
    private static final int CHARACTERS = 17;

    /** The modes of a terminal, or of the slave behind a master; without any flag if it has none. */
    static TerminalModes of(HostSystem host, int descriptor) {
        Scratch scratch = host.scratch();
        if (host.calls().call(SyscallNumbers.IOCTL, descriptor, Ioctls.TCGETS, scratch.address()) < 0) {
            return NONE;
        }
        return new TerminalModes(
                scratch.structures().getInt(LOCAL),
                scratch.structures().get(CHARACTERS + Termios.VINTR) & 0xff,
                scratch.structures().get(CHARACTERS + Termios.VQUIT) & 0xff,
                scratch.structures().get(CHARACTERS + Termios.VSUSP) & 0xff);
    }

    /** Rows, columns and pixels as one number. */
    static long windowSize(HostSystem host, int descriptor) {
        Scratch scratch = host.scratch();
        scratch.structures().putLong(0, 0);
        host.calls().call(SyscallNumbers.IOCTL, descriptor, Ioctls.TIOCGWINSZ, scratch.address());
        return scratch.structures().getLong(0);
    }

    /** Whether a character that sends a signal leaves alone what is queued in both directions. */
    boolean keepsQueues() {
        return (local & Termios.NOFLSH) != 0;
    }

    /** What is shown when a control character is typed; empty if nothing is. */
    byte[] echoOf(int character) {
        if ((local & Termios.ECHO) == 0) {
            return new byte[0];
        }
        return (local & Termios.ECHOCTL) != 0
                ? new byte[] {'^', (byte) (character ^ 0x40)}
                : new byte[] {(byte) character};
    }

    boolean stopsBackgroundOutput() {
        return (local & Termios.TOSTOP) != 0;
    }

    /** The signal that a typed character sends; 0 for none. */
    int signalOf(int character) {
        if ((local & Termios.ISIG) == 0 || character == 0) {
            return 0;
        }
        return character == interrupt
                ? Signal.SIGINT
                : character == quit ? Signal.SIGQUIT : character == suspend ? Signal.SIGTSTP : 0;
    }
}
