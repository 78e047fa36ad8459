package io.tombolo.net.internal.unix;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.SocketMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * {@code struct sockaddr_un} of unix(7). Inside, an address is what {@code sun_path} holds, one character a byte: the empty
 * string for an unnamed socket, a path without its terminator, or a NUL and an abstract name.
 */
public final class UnixAddress {
    /** Where {@code sun_path} begins. */
    private static final int PATH = 2;

    /** The most bytes in {@code sun_path}. */
    static final int PATH_LIMIT = 108;

    private UnixAddress() {}

    /** Whether it is an abstract name. */
    static boolean isAbstract(String address) {
        return !address.isEmpty() && address.charAt(0) == 0;
    }

    /** The family that a message's address has; {@code AF_UNSPEC} if it is too short for one. */
    static int family(SocketMessage message) {
        return message.nameLength() < PATH ? Socket.AF_UNSPEC : message.name().getShort(0);
    }

    /**
     * The address that a guest gave.
     *
     * @return the empty string if it has a family only
     * @throws ErrnoException {@code EINVAL}
     */
    static String parse(SocketMessage message) {
        int length = message.nameLength();
        if (length < PATH || length > PATH + PATH_LIMIT || family(message) != Socket.AF_UNIX) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return text(message.name(), length);
    }

    /** The address that the host gave. */
    public static String ofHost(SocketMessage message) {
        return text(message.name(), Math.min(message.nameLength(), PATH + PATH_LIMIT));
    }

    private static String text(ByteBuffer name, int length) {
        if (length <= PATH) {
            return "";
        }
        byte[] path = new byte[length - PATH];
        name.get(PATH, path);
        int end = path.length;
        if (path[0] != 0) {
            end = 1;
            while (end < path.length && path[end] != 0) {
                end++;
            }
        }
        return new String(path, 0, end, StandardCharsets.ISO_8859_1);
    }

    /** Puts an address into a message, with the length that Linux gives it. */
    public static void put(String address, SocketMessage to) {
        ByteBuffer name = to.name();
        name.putShort(0, (short) Socket.AF_UNIX);
        byte[] path = address.getBytes(StandardCharsets.ISO_8859_1);
        name.put(PATH, path);
        int length = PATH + path.length;
        if (!address.isEmpty() && !isAbstract(address)) {
            name.put(length++, (byte) 0);
        }
        to.setNameLength(length);
    }
}
