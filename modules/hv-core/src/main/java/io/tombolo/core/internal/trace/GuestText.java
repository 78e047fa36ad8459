package io.tombolo.core.internal.trace;

import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;

/**
 * Writes what a guest pointer points at, as strace would. A pointer that cannot be read is written as a number: a trace
 * never fails.
 */
final class GuestText {
    /** How much of a buffer is shown, strace's default. */
    private static final int BUFFER_LIMIT = 32;

    private static final int STRING_LIMIT = 4096;
    private static final int ARRAY_LIMIT = 32;
    private static final int POINTER_SIZE = 8;

    private final GuestMemory memory;
    private final StringBuilder out;

    GuestText(GuestMemory memory, StringBuilder out) {
        this.memory = memory;
        this.out = out;
    }

    /** Writes something at an address, which may throw when it reads the guest's memory. */
    interface Reader {
        void read(GuestMemory memory, long address);
    }

    /** Writes a structure through its reader; NULL and unreadable addresses are numbers. */
    void structure(long address, Reader reader) {
        int start = out.length();
        if (address == 0) {
            out.append("NULL");
            return;
        }
        try {
            reader.read(memory, address);
        } catch (ErrnoException unreadable) {
            out.setLength(start);
            pointer(address);
        }
    }

    void pointer(long address) {
        if (address == 0) {
            out.append("NULL");
        } else {
            out.append("0x").append(Long.toHexString(address));
        }
    }

    /** A string that ends with a zero byte, in full. */
    void string(long address) {
        structure(address, (guest, at) -> quoted(guest.readString(at, STRING_LIMIT)));
    }

    /** The first bytes of a buffer; an ellipsis says that there are more. */
    void buffer(long address, long length) {
        structure(address, (guest, at) -> {
            byte[] bytes = new byte[Math.clamp(length, 0, BUFFER_LIMIT)];
            guest.copyIn(at, bytes, 0, bytes.length);
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) {
                text.append((char) (b & 0xFF));
            }
            quoted(text);
            if (length > bytes.length) {
                out.append("...");
            }
        });
    }

    /** An array of strings that ends with a null pointer. */
    void strings(long address) {
        structure(address, (guest, at) -> {
            out.append('[');
            for (int i = 0; ; i++) {
                long element = guest.getLong(at + (long) i * POINTER_SIZE);
                if (element == 0) {
                    break;
                }
                out.append(i == 0 ? "" : ", ");
                if (i == ARRAY_LIMIT) {
                    out.append("...");
                    break;
                }
                string(element);
            }
            out.append(']');
        });
    }

    /** Pieces of a scattered buffer. */
    void pieces(long address, long count, boolean contents) {
        structure(address, (guest, at) -> {
            out.append('[');
            for (int i = 0; i < Math.clamp(count, 0, ARRAY_LIMIT); i++) {
                long base = guest.getLong(at + 16L * i);
                long length = guest.getLong(at + 16L * i + POINTER_SIZE);
                out.append(i == 0 ? "{iov_base=" : ", {iov_base=");
                if (contents) {
                    buffer(base, length);
                } else {
                    pointer(base);
                }
                out.append(", iov_len=").append(Long.toUnsignedString(length)).append('}');
            }
            out.append(count > ARRAY_LIMIT ? ", ...]" : "]");
        });
    }

    private void quoted(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            escaped(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0);
        }
        out.append('"');
    }

    private void escaped(char c, char next) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\f' -> out.append("\\f");
            case 0x0B -> out.append("\\v");
            default -> {
                if (c >= ' ' && c < 0x7F) {
                    out.append(c);
                } else {
                    String octal = Integer.toOctalString(c);
                    boolean ambiguous = next >= '0' && next <= '7';
                    out.append('\\')
                            .append(ambiguous ? "0".repeat(3 - octal.length()) : "")
                            .append(octal);
                }
            }
        }
    }
}
