package io.tombolo.net.internal.loopback;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.SocketMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An address of AF_INET or AF_INET6 with a port. Addresses of AF_INET are kept as AF_INET6 maps them, {@code ::ffff:a.b.c.d}.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 * @param port 0 for any
 */
record InternetAddress(long high, long low, int port) {
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final long MAPPED_MASK = 0xffff_ffff_0000_0000L;
    private static final int LOOPBACK_NETWORK = 127;
    private static final int SIZE_4 = 16;
    private static final int SIZE_6_SHORT = 24;
    private static final int SIZE_6 = 28;
    private static final int OFF_PORT = 2;
    private static final int OFF_ADDRESS_4 = 4;
    private static final int OFF_ADDRESS_6 = 8;

    /** 127.0.0.1. */
    static InternetAddress loopback4(int port) {
        return new InternetAddress(0, MAPPED | LOOPBACK_NETWORK << 24 | 1, port);
    }

    /** ::1. */
    static InternetAddress loopback6(int port) {
        return new InternetAddress(0, 1, port);
    }

    /** The address that stands for all of a family's. */
    static InternetAddress any(int family, int port) {
        return new InternetAddress(0, family == Socket.AF_INET ? MAPPED : 0, port);
    }

    /**
     * The address that a guest gave.
     *
     * @throws ErrnoException {@code EINVAL} if it is too short, {@code EAFNOSUPPORT} if it is of another family
     */
    static InternetAddress parse(SocketMessage message, int family) {
        int size = family == Socket.AF_INET ? SIZE_4 : SIZE_6_SHORT;
        if (message.nameLength() < size) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        ByteBuffer name = message.name();
        if (name.getShort(0) != family) {
            throw ErrnoException.of(Errno.EAFNOSUPPORT);
        }
        ByteBuffer network = name.duplicate().order(ByteOrder.BIG_ENDIAN);
        int port = Short.toUnsignedInt(network.getShort(OFF_PORT));
        if (family == Socket.AF_INET) {
            return new InternetAddress(0, MAPPED | Integer.toUnsignedLong(network.getInt(OFF_ADDRESS_4)), port);
        }
        return new InternetAddress(network.getLong(OFF_ADDRESS_6), network.getLong(OFF_ADDRESS_6 + Long.BYTES), port);
    }

    /** Puts it into a message, as a socket of the family sees it. */
    void put(SocketMessage to, int family) {
        ByteBuffer network = to.name().duplicate().order(ByteOrder.BIG_ENDIAN);
        for (int at = 0; at < SIZE_6 + Integer.BYTES; at += Integer.BYTES) {
            network.putInt(at, 0);
        }
        to.name().putShort(0, (short) family);
        network.putShort(OFF_PORT, (short) port);
        if (family == Socket.AF_INET) {
            network.putInt(OFF_ADDRESS_4, (int) low);
            to.setNameLength(SIZE_4);
        } else {
            network.putLong(OFF_ADDRESS_6, high);
            network.putLong(OFF_ADDRESS_6 + Long.BYTES, low);
            to.setNameLength(SIZE_6);
        }
    }

    InternetAddress withPort(int other) {
        return new InternetAddress(high, low, other);
    }

    /** Whether it is one of AF_INET's. */
    boolean isMapped() {
        return high == 0 && (low & MAPPED_MASK) == MAPPED;
    }

    /** Whether it stands for all addresses of its family. */
    boolean isAny() {
        return high == 0 && (low == 0 || low == MAPPED);
    }

    /** Whether it is in 127.0.0.0/8, or ::1. */
    boolean isLoopback() {
        return high == 0 && (low == 1 || (isMapped() && (low >>> 24 & 0xff) == LOOPBACK_NETWORK));
    }

    /** What a connection to it reaches: the address that stands for all leads to this machine. */
    InternetAddress asDestination() {
        if (!isAny()) {
            return this;
        }
        return isMapped() ? loopback4(port) : loopback6(port);
    }

    /** The address that a socket bound to all has towards this one. */
    InternetAddress sourceFor(int ownPort) {
        return isMapped() ? loopback4(ownPort) : loopback6(ownPort);
    }

    boolean sameHost(InternetAddress other) {
        return high == other.high && low == other.low;
    }
}
