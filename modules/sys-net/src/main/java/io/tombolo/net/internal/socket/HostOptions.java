package io.tombolo.net.internal.socket;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import java.nio.ByteBuffer;

/**
 * Options of sockets that the host answers. Those whose value holds a pointer, that replace the host's packet filters, or
 * that let the host touch guest memory after the call are kept from it.
 */
final class HostOptions {
    private static final int TIMEVAL_SIZE = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1000;
    private static final long LONGEST_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND / 2;
    private static final int LAST_KNOWN_SOCKET_OPTION = 75;
    /** {@code SO_ATTACH_BPF}, {@code SO_ATTACH_REUSEPORT_CBPF}, {@code SO_ATTACH_REUSEPORT_EBPF}. */
    private static final int FIRST_PROGRAM = 50;

    private static final int LAST_PROGRAM = 52;
    /** The first of {@code IPT_SO_*}, {@code ARPT_SO_*}, {@code EBT_SO_*}, {@code MRT_*}. */
    private static final int FIRST_IP_FILTER = 64;

    private static final int FIRST_IPV6_ROUTING = 200;
    private static final int TCP_ZEROCOPY_RECEIVE = 35;
    private static final int TCP_ULP = 31;
    private static final int SOL_UDPLITE = 136;

    static long set(SocketFile socket, NetworkHost host, int level, int option, int length) {
        if (level == Socket.SOL_SOCKET) {
            switch (option) {
                case Socket.SO_RCVTIMEO, Socket.SO_SNDTIMEO, Socket.SO_RCVTIMEO_NEW, Socket.SO_SNDTIMEO_NEW -> {
                    return setTimeout(socket, host, option, length);
                }
                default -> {}
            }
        }
        if (!isPassedOn(level, option)) {
            return Errno.ENOPROTOOPT.result();
        }
        SocketScratch scratch = host.scratch();
        long result = host.sockets().rawSetOption(socket.hostDescriptor(), level, option, scratch.structure(), length);
        if (result == 0 && level == Socket.SOL_SOCKET && option == Socket.SO_RCVLOWAT) {
            socket.noteReceiveLowWater(scratch.structure().bytes().getInt(0));
        }
        return result;
    }

    static long get(SocketFile socket, NetworkHost host, int level, int option, int room) {
        if (level == Socket.SOL_SOCKET) {
            switch (option) {
                case Socket.SO_RCVTIMEO, Socket.SO_RCVTIMEO_NEW -> {
                    return timeout(host, socket.timeouts().receive(), room);
                }
                case Socket.SO_SNDTIMEO, Socket.SO_SNDTIMEO_NEW -> {
                    return timeout(host, socket.timeouts().send(), room);
                }
                default -> {}
            }
        }
        if (!isPassedOn(level, option)) {
            return Errno.ENOPROTOOPT.result();
        }
        return host.sockets()
                .rawOption(
                        socket.hostDescriptor(), level, option, host.scratch().structure(), room);
    }

    private static boolean isPassedOn(int level, int option) {
        return switch (level) {
            case Socket.SOL_SOCKET ->
                option <= LAST_KNOWN_SOCKET_OPTION
                        && option != Socket.SO_ATTACH_FILTER
                        && option != Socket.SO_ZEROCOPY
                        && (option < FIRST_PROGRAM || option > LAST_PROGRAM);
            case Socket.SOL_IP -> option < FIRST_IP_FILTER;
            case Socket.SOL_IPV6 -> option < FIRST_IPV6_ROUTING && !isIpv6Filter(option);
            case Socket.SOL_TCP -> option != TCP_ZEROCOPY_RECEIVE && option != TCP_ULP;
            case Socket.SOL_UDP, Socket.SOL_ICMPV6, Socket.SOL_RAW, Socket.SOL_NETLINK, SOL_UDPLITE -> true;
            default -> false;
        };
    }

    /** {@code IP6T_SO_*} lie among the options of ipv6(7). */
    private static boolean isIpv6Filter(int option) {
        return option == FIRST_IP_FILTER
                || option == FIRST_IP_FILTER + 1
                || option == FIRST_IP_FILTER + 4
                || option == FIRST_IP_FILTER + 5;
    }

    private static long setTimeout(SocketFile socket, NetworkHost host, int option, int length) {
        if (length < TIMEVAL_SIZE) {
            return Errno.EINVAL.result();
        }
        ByteBuffer value = host.scratch().structure().bytes();
        long seconds = value.getLong(0);
        long micros = value.getLong(Long.BYTES);
        if (micros < 0 || micros >= NANOS_PER_SECOND / NANOS_PER_MICRO) {
            return Errno.EDOM.result();
        }
        long nanos = seconds < 0
                ? 1
                : seconds >= LONGEST_SECONDS ? 0 : seconds * NANOS_PER_SECOND + micros * NANOS_PER_MICRO;
        SocketTimeouts now = socket.timeouts();
        boolean receives = option == Socket.SO_RCVTIMEO || option == Socket.SO_RCVTIMEO_NEW;
        socket.setTimeouts(receives ? new SocketTimeouts(nanos, now.send()) : new SocketTimeouts(now.receive(), nanos));
        return 0;
    }

    private static long timeout(NetworkHost host, long nanos, int room) {
        ByteBuffer value = host.scratch().structure().bytes();
        value.putLong(0, nanos / NANOS_PER_SECOND);
        value.putLong(Long.BYTES, nanos % NANOS_PER_SECOND / NANOS_PER_MICRO);
        return Math.min(room, TIMEVAL_SIZE);
    }

    private HostOptions() {}
}
