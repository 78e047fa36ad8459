package io.tombolo.proc.internal.exec;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a script: {@code #!INTERPRETER [ARGUMENT]}, read by the rules of {@code fs/binfmt_script.c}.
 *
 * @param interpreter its path
 * @param argument the rest of the line as one argument; null if there is none
 */
record ScriptLine(String interpreter, @Nullable String argument) {
    /** How much of a file the kernel looks at. */
    static final int LOOK_AHEAD = 256;

    /** Whether bytes begin as a script does. */
    static boolean isScript(byte[] start) {
        return start.length >= 2 && start[0] == '#' && start[1] == '!';
    }

    /**
     * Reads the line.
     *
     * @param start the file's first {@link #LOOK_AHEAD} bytes, padded with zeros
     * @throws ErrnoException {@code ENOEXEC} if it names no interpreter, or is cut in the middle of its name
     */
    static ScriptLine of(byte[] start) {
        String text = new String(start, 0, LOOK_AHEAD - 1, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        if (end < 0) {
            int name = skipBlanks(text, 2, text.length());
            if (name == text.length() || terminator(text, name, text.length()) == text.length()) {
                throw ErrnoException.of(Errno.ENOEXEC);
            }
            end = text.length();
        }
        while (end > 2 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        int name = skipBlanks(text, 2, end);
        int nameEnd = terminator(text, name, end);
        if (name == nameEnd) {
            throw ErrnoException.of(Errno.ENOEXEC);
        }
        return new ScriptLine(text.substring(name, nameEnd), argument(text, nameEnd, end));
    }

    private static @Nullable String argument(String text, int nameEnd, int end) {
        if (nameEnd == end || text.charAt(nameEnd) == 0) {
            return null;
        }
        int from = skipBlanks(text, nameEnd, end);
        if (from == end) {
            return null;
        }
        int zero = text.indexOf('\0', from);
        return text.substring(from, zero >= 0 && zero < end ? zero : end);
    }

    private static int skipBlanks(String text, int from, int end) {
        int at = from;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int terminator(String text, int from, int end) {
        int at = from;
        while (at < end && !isBlank(text.charAt(at)) && text.charAt(at) != 0) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
