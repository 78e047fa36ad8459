package io.tombolo.net.internal;

import io.tombolo.core.spi.ProcFiles;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.unix.UnixSockets;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /proc/net}. Guests that share the host's network see the host's tables, as Linux processes of one network
 * namespace do; the sockets of AF_UNIX are this kernel's.
 */
final class NetworkTables implements ProcFiles {
    private static final String DIRECTORY = "net";
    private static final List<String> OF_THE_HOST = List.of(
            "arp",
            "dev",
            "icmp",
            "if_inet6",
            "igmp",
            "ipv6_route",
            "netstat",
            "protocols",
            "raw",
            "raw6",
            "route",
            "snmp",
            "snmp6",
            "sockstat",
            "sockstat6",
            "tcp",
            "tcp6",
            "udp",
            "udp6");

    private static final String INTERFACES =
            "Inter-|   Receive                                                |  Transmit\n"
                    + " face |bytes    packets errs drop fifo frame compressed multicast"
                    + "|bytes    packets errs drop fifo colls carrier compressed\n";

    private final UnixSockets unix;
    private final NetworkHost host;

    @Inject
    NetworkTables(UnixSockets unix, NetworkHost host) {
        this.unix = unix;
        this.host = host;
    }

    @Override
    public List<File> files() {
        List<File> files = new ArrayList<>();
        for (String name : OF_THE_HOST) {
            files.add(new File(DIRECTORY, name, task -> host.sharesNetwork() ? ofHost(name) : ofLoopback(name)));
        }
        files.add(new File(DIRECTORY, "unix", task -> unix.table()));
        return files;
    }

    /** The tables of one interface without traffic, whose sockets are not listed. */
    private static String ofLoopback(String name) {
        return switch (name) {
            case "dev" -> INTERFACES + "    lo: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
            case "if_inet6" -> "00000000000000000000000000000001 01 80 10 80       lo\n";
            case "route" -> "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
            case "tcp", "tcp6", "udp", "udp6", "raw", "raw6", "icmp" ->
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
            default -> "";
        };
    }

    /** Empty where the host has none. */
    private static String ofHost(String name) {
        try {
            return Files.readString(Path.of("/proc/net", name), StandardCharsets.ISO_8859_1);
        } catch (IOException absent) {
            return "";
        }
    }
}
