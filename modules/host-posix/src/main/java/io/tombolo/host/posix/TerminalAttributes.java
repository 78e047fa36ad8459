package io.tombolo.host.posix;

import java.util.Arrays;

/**
 * The modes of a terminal, with the flags and indexes of Linux's {@code struct termios} ({@code
 * asm-generic/termbits.h}). Immutable.
 */
public final class TerminalAttributes {
    /** How many control characters there are: the kernel's {@code NCCS}. */
    public static final int CONTROL_CHARACTERS = 19;

    private final int input;
    private final int output;
    private final int control;
    private final int local;
    private final int line;
    private final byte[] characters;

    /**
     * Modes with those flags.
     *
     * @param characters {@code c_cc}, {@link #CONTROL_CHARACTERS} of them
     */
    public TerminalAttributes(int input, int output, int control, int local, int line, byte[] characters) {
        if (characters.length != CONTROL_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a terminal has " + CONTROL_CHARACTERS + " control characters, not " + characters.length);
        }
        this.input = input;
        this.output = output;
        this.control = control;
        this.local = local;
        this.line = line;
        this.characters = characters.clone();
    }

    /** {@return {@code c_iflag}} */
    public int input() {
        return input;
    }

    /** {@return {@code c_oflag}} */
    public int output() {
        return output;
    }

    /** {@return {@code c_cflag}} */
    public int control() {
        return control;
    }

    /** {@return {@code c_lflag}} */
    public int local() {
        return local;
    }

    /** {@return {@code c_line}, the line discipline} */
    public int line() {
        return line;
    }

    /** {@return a copy of {@code c_cc}} */
    public byte[] characters() {
        return characters.clone();
    }

    /**
     * {@return these modes made raw, as {@code cfmakeraw(3)} does: bytes pass unchanged, one at a time, without signals
     * or echo}
     */
    public TerminalAttributes raw() {
        byte[] changed = characters.clone();
        changed[Termios.VMIN] = 1;
        changed[Termios.VTIME] = 0;
        return new TerminalAttributes(
                input & ~Termios.RAW_INPUT_CLEARED,
                output & ~Termios.OPOST,
                (control & ~(Termios.CSIZE | Termios.PARENB)) | Termios.CS8,
                local & ~(Termios.ECHO | Termios.ECHONL | Termios.ICANON | Termios.ISIG | Termios.IEXTEN),
                line,
                changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TerminalAttributes that
                && input == that.input
                && output == that.output
                && control == that.control
                && local == that.local
                && line == that.line
                && Arrays.equals(characters, that.characters);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(new int[] {input, output, control, local, line}) + Arrays.hashCode(characters);
    }

    @Override
    public String toString() {
        return "input=0%o output=0%o control=0%o local=0%o".formatted(input, output, control, local);
    }
}
