package io.tombolo.core.internal.trace;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Resource;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.abi.Stat;
import io.tombolo.core.abi.layout.EpollEventLayout;
import io.tombolo.core.abi.layout.PollfdLayout;
import io.tombolo.core.abi.layout.RlimitLayout;
import io.tombolo.core.abi.layout.StatLayout;
import io.tombolo.core.abi.layout.TimespecLayout;
import io.tombolo.core.abi.layout.TimevalLayout;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.GuestMemory;
import java.util.Map;

/** Writes the structures that a trace shows the members of. */
final class StructureText {
    private static final int ARRAY_LIMIT = 32;

    private StructureText() {}

    /** The writer of a kind of structure; a kind that has none is written as its address. */
    static GuestText.Reader reader(
            ArgumentKind kind,
            Architecture architecture,
            long length,
            Map<ArgumentKind, ValueNames> flags,
            StringBuilder out) {
        return switch (kind) {
            case INT_POINTER ->
                (guest, at) -> out.append('[').append(guest.getInt(at)).append(']');
            case LONG_POINTER ->
                (guest, at) -> out.append('[').append(guest.getLong(at)).append(']');
            case FD_PAIR ->
                (guest, at) -> out.append('[')
                        .append(guest.getInt(at))
                        .append(", ")
                        .append(guest.getInt(at + Integer.BYTES))
                        .append(']');
            case TIMESPEC, TIMESPEC_OUT ->
                (guest, at) -> out.append("{tv_sec=")
                        .append(guest.getLong(at + TimespecLayout.TV_SEC))
                        .append(", tv_nsec=")
                        .append(guest.getLong(at + TimespecLayout.TV_NSEC))
                        .append('}');
            case TIMEVAL ->
                (guest, at) -> out.append("{tv_sec=")
                        .append(guest.getLong(at + TimevalLayout.TV_SEC))
                        .append(", tv_usec=")
                        .append(guest.getLong(at + TimevalLayout.TV_USEC))
                        .append('}');
            case SIGSET -> (guest, at) -> signals(guest.getLong(at), out);
            case STAT -> (guest, at) -> stat(guest, at, architecture, out);
            case POLL_FDS -> (guest, at) -> polls(guest, at, length, flags, out);
            case EPOLL_EVENT -> (guest, at) -> epoll(guest, at, architecture, out);
            case RLIMIT ->
                (guest, at) -> {
                    out.append("{rlim_cur=");
                    limit(guest.getLong(at + RlimitLayout.RLIM_CUR), out);
                    out.append(", rlim_max=");
                    limit(guest.getLong(at + RlimitLayout.RLIM_MAX), out);
                    out.append('}');
                };
            case SOCKET_ADDRESS -> (guest, at) -> socketAddress(guest, at, length, out);
            default -> (guest, at) -> out.append("0x").append(Long.toHexString(at));
        };
    }

    /** A set in which most signals are is written by those that are not: {@code ~[INT]}. */
    private static void signals(long set, StringBuilder out) {
        boolean inverted = Long.bitCount(set) > Signal.COUNT / 2;
        long listed = inverted ? ~set : set;
        out.append(inverted ? "~[" : "[");
        String separator = "";
        for (int signal = 1; signal <= Signal.COUNT; signal++) {
            if ((listed >>> (signal - 1) & 1) != 0) {
                String name = Signal.name(signal);
                out.append(separator).append(name.startsWith("SIG") ? name.substring(3) : name);
                separator = " ";
            }
        }
        out.append(']');
    }

    private static void stat(GuestMemory guest, long at, Architecture architecture, StringBuilder out) {
        boolean aarch64 = architecture == Architecture.AARCH64;
        int mode = guest.getInt(at + (aarch64 ? StatLayout.Aarch64.ST_MODE : StatLayout.X8664.ST_MODE));
        long size = guest.getLong(at + (aarch64 ? StatLayout.Aarch64.ST_SIZE : StatLayout.X8664.ST_SIZE));
        out.append("{st_mode=")
                .append(fileType(mode))
                .append("|0")
                .append(Integer.toOctalString(mode & ~Stat.S_IFMT))
                .append(", st_size=")
                .append(size)
                .append(", ...}");
    }

    private static String fileType(int mode) {
        return switch (mode & Stat.S_IFMT) {
            case Stat.S_IFREG -> "S_IFREG";
            case Stat.S_IFDIR -> "S_IFDIR";
            case Stat.S_IFCHR -> "S_IFCHR";
            case Stat.S_IFBLK -> "S_IFBLK";
            case Stat.S_IFIFO -> "S_IFIFO";
            case Stat.S_IFLNK -> "S_IFLNK";
            case Stat.S_IFSOCK -> "S_IFSOCK";
            default -> "0" + Integer.toOctalString(mode & Stat.S_IFMT);
        };
    }

    private static void polls(
            GuestMemory guest, long at, long count, Map<ArgumentKind, ValueNames> flags, StringBuilder out) {
        ValueNames events = flags.get(ArgumentKind.POLL_EVENTS);
        out.append('[');
        for (int i = 0; i < Math.clamp(count, 0, ARRAY_LIMIT); i++) {
            long entry = at + (long) i * PollfdLayout.SIZEOF;
            out.append(i == 0 ? "{fd=" : ", {fd=").append(guest.getInt(entry + PollfdLayout.FD));
            if (events != null) {
                out.append(", events=");
                events.append(out, guest.getShort(entry + PollfdLayout.EVENTS) & 0xFFFF);
                out.append(", revents=");
                events.append(out, guest.getShort(entry + PollfdLayout.REVENTS) & 0xFFFF);
            }
            out.append('}');
        }
        out.append(count > ARRAY_LIMIT ? ", ...]" : "]");
    }

    private static void epoll(GuestMemory guest, long at, Architecture architecture, StringBuilder out) {
        boolean aarch64 = architecture == Architecture.AARCH64;
        out.append("{events=");
        FlagTables.epollEvents().append(out, guest.getInt(at) & 0xFFFFFFFFL);
        long data = guest.getLong(at + (aarch64 ? EpollEventLayout.Aarch64.DATA : EpollEventLayout.X8664.DATA));
        out.append(", data=0x").append(Long.toHexString(data)).append('}');
    }

    private static void limit(long value, StringBuilder out) {
        if (value == Resource.RLIM_INFINITY) {
            out.append("RLIM64_INFINITY");
        } else if (value > 1024 && value % 1024 == 0) {
            out.append(value / 1024).append("*1024");
        } else {
            out.append(Long.toUnsignedString(value));
        }
    }

    private static void socketAddress(GuestMemory guest, long at, long length, StringBuilder out) {
        int family = guest.getShort(at) & 0xFFFF;
        out.append("{sa_family=");
        switch (family) {
            case Socket.AF_UNIX -> {
                out.append("AF_UNIX, sun_path=");
                new GuestText(guest, out).string(at + 2);
            }
            case Socket.AF_INET -> {
                int port = Short.toUnsignedInt(Short.reverseBytes(guest.getShort(at + 2)));
                out.append("AF_INET, sin_port=").append(port).append(", sin_addr=");
                for (int i = 0; i < 4; i++) {
                    out.append(i == 0 ? "" : ".").append(guest.getByte(at + 4 + i) & 0xFF);
                }
            }
            default -> out.append(family).append(", length=").append(length);
        }
        out.append('}');
    }
}
