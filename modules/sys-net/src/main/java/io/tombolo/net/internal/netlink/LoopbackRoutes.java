package io.tombolo.net.internal.netlink;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What rtnetlink(7) says where there is one interface, {@code lo}, with its two addresses and no routes. */
final class LoopbackRoutes {
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_GETADDR = 22;
    private static final int NLM_F_MULTI = 2;
    private static final int NLM_F_ACK = 4;
    private static final int NLM_F_DUMP = 0x300;
    private static final int HEADER = 16;
    private static final int OFF_TYPE = 4;
    private static final int OFF_FLAGS = 6;
    private static final int OFF_SEQUENCE = 8;
    private static final int ANSWER_SIZE = 512;
    private static final short ARPHRD_LOOPBACK = 772;
    /** {@code IFF_UP}, {@code IFF_LOOPBACK}, {@code IFF_RUNNING}, {@code IFF_LOWER_UP}. */
    private static final int FLAGS = 0x10049;

    private static final int INDEX = 1;
    private static final byte[] NAME = {'l', 'o', 0};
    private static final byte IFA_F_PERMANENT = (byte) 0x80;
    private static final byte RT_SCOPE_HOST = (byte) 254;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_BROADCAST = 2;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_TXQLEN = 13;
    private static final int IFLA_OPERSTATE = 16;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_LABEL = 3;

    private final int port;
    private final List<ByteBuffer> answers = new ArrayList<>();

    LoopbackRoutes(int port) {
        this.port = port;
    }

    /** The answers to the requests of one message; each datagram ends at its position. */
    List<ByteBuffer> answer(ByteBuffer requests) {
        int at = 0;
        while (requests.capacity() - at >= HEADER) {
            int length = requests.getInt(at);
            if (length < HEADER || length > requests.capacity() - at) {
                break;
            }
            answerOne(requests.slice(at, length).order(requests.order()));
            at += (length + 3) & ~3;
        }
        return answers;
    }

    private void answerOne(ByteBuffer request) {
        int type = Short.toUnsignedInt(request.getShort(OFF_TYPE));
        int flags = Short.toUnsignedInt(request.getShort(OFF_FLAGS));
        int sequence = request.getInt(OFF_SEQUENCE);
        boolean looks = type >= RTM_NEWLINK && (type & 3) == 2;
        if (!looks) {
            if (type >= RTM_NEWLINK) {
                error(request, Errno.EPERM);
            }
            return;
        }
        if ((flags & NLM_F_DUMP) == 0) {
            answerQuestion(request, type, flags, sequence);
            return;
        }
        int family = request.capacity() > HEADER ? request.get(HEADER) : Socket.AF_UNSPEC;
        ByteBuffer answer = datagram();
        if (type == RTM_GETLINK) {
            link(answer, NLM_F_MULTI, sequence);
        } else if (type == RTM_GETADDR) {
            addresses(answer, family, sequence);
        }
        answers.add(answer);
        ByteBuffer end = datagram();
        int start = begin(end, NLMSG_DONE, NLM_F_MULTI, sequence);
        end.putInt(0);
        finish(end, start);
        if (answer.position() == 0) {
            answers.removeLast();
        }
        answers.add(end);
    }

    private void answerQuestion(ByteBuffer request, int type, int flags, int sequence) {
        if (type != RTM_GETLINK) {
            error(request, type == RTM_GETADDR ? Errno.EOPNOTSUPP : Errno.ENETUNREACH);
            return;
        }
        int index = request.capacity() >= HEADER + 8 ? request.getInt(HEADER + 4) : 0;
        if (index != INDEX && index != 0) {
            error(request, Errno.ENODEV);
            return;
        }
        ByteBuffer answer = datagram();
        link(answer, 0, sequence);
        answers.add(answer);
        if ((flags & NLM_F_ACK) != 0) {
            acknowledge(request, 0);
        }
    }

    private void error(ByteBuffer request, Errno errno) {
        acknowledge(request, -errno.number());
    }

    private void acknowledge(ByteBuffer request, int result) {
        ByteBuffer answer = datagram();
        int start = begin(answer, NLMSG_ERROR, 0, request.getInt(OFF_SEQUENCE));
        answer.putInt(result);
        answer.put(request.duplicate().position(0).limit(HEADER));
        finish(answer, start);
        answers.add(answer);
    }

    private static ByteBuffer datagram() {
        return ByteBuffer.allocate(ANSWER_SIZE).order(ByteOrder.nativeOrder());
    }

    private int begin(ByteBuffer to, int type, int flags, int sequence) {
        int start = to.position();
        to.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(port);
        return start;
    }

    private static void finish(ByteBuffer to, int start) {
        to.putInt(start, to.position() - start);
        align(to);
    }

    private static void align(ByteBuffer to) {
        to.position((to.position() + 3) & ~3);
    }

    private static void attribute(ByteBuffer to, int type, byte[] value) {
        to.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        align(to);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }

    private void link(ByteBuffer to, int flags, int sequence) {
        int start = begin(to, RTM_NEWLINK, flags, sequence);
        to.put((byte) 0).put((byte) 0).putShort(ARPHRD_LOOPBACK);
        to.putInt(INDEX).putInt(FLAGS).putInt(0);
        attribute(to, IFLA_IFNAME, NAME);
        attribute(to, IFLA_TXQLEN, number(1000));
        attribute(to, IFLA_OPERSTATE, new byte[] {0});
        attribute(to, IFLA_MTU, number(65536));
        attribute(to, IFLA_ADDRESS, new byte[6]);
        attribute(to, IFLA_BROADCAST, new byte[6]);
        finish(to, start);
    }

    private void addresses(ByteBuffer to, int family, int sequence) {
        if (family == Socket.AF_UNSPEC || family == Socket.AF_INET) {
            int start = address(to, Socket.AF_INET, 8, sequence);
            byte[] address = {127, 0, 0, 1};
            attribute(to, IFA_ADDRESS, address);
            attribute(to, IFA_LOCAL, address);
            attribute(to, IFA_LABEL, NAME);
            finish(to, start);
        }
        if (family == Socket.AF_UNSPEC || family == Socket.AF_INET6) {
            int start = address(to, Socket.AF_INET6, 128, sequence);
            byte[] address = new byte[16];
            address[15] = 1;
            attribute(to, IFA_ADDRESS, address);
            finish(to, start);
        }
    }

    private int address(ByteBuffer to, int family, int prefix, int sequence) {
        int start = begin(to, RTM_NEWADDR, NLM_F_MULTI, sequence);
        to.put((byte) family)
                .put((byte) prefix)
                .put(IFA_F_PERMANENT)
                .put(RT_SCOPE_HOST)
                .putInt(INDEX);
        return start;
    }
}
