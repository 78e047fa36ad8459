package io.tombolo.net.internal.socket;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The requests of netdevice(7) where there is one interface, {@code lo}. */
final class LoopbackInterface {
    static final int SIOCGIFNAME = 0x8910;
    static final int SIOCGIFCONF = 0x8912;
    private static final int SIOCGIFFLAGS = 0x8913;
    private static final int SIOCGIFADDR = 0x8915;
    private static final int SIOCGIFDSTADDR = 0x8917;
    private static final int SIOCGIFBRDADDR = 0x8919;
    private static final int SIOCGIFNETMASK = 0x891b;
    private static final int SIOCGIFMETRIC = 0x891d;
    private static final int SIOCGIFMTU = 0x8921;
    private static final int SIOCGIFHWADDR = 0x8927;
    private static final int SIOCGIFINDEX = 0x8933;
    private static final int SIOCGIFTXQLEN = 0x8942;

    /** {@code struct ifreq}: a name of 16 bytes, then what is asked for. */
    private static final int REQUEST_SIZE = 40;

    private static final int NAME_SIZE = 16;
    private static final int OFF_ADDRESS = NAME_SIZE + 4;
    private static final byte[] NAME = {'l', 'o'};
    /** {@code IFF_UP}, {@code IFF_LOOPBACK}, {@code IFF_RUNNING}. */
    private static final short FLAGS = 0x49;

    private static final int INDEX = 1;
    private static final int MTU = 65536;
    private static final short ARPHRD_LOOPBACK = 772;
    private static final int TRANSMIT_QUEUE = 1000;

    static long answer(SocketScratch scratch, Task task, int request, long argument) {
        if (request == SIOCGIFCONF) {
            return configuration(scratch, task, argument);
        }
        task.guest().copyIn(argument, scratch.heapBytes(), 0, REQUEST_SIZE);
        ByteBuffer structure = scratch.heap();
        boolean byNumber = request == SIOCGIFNAME;
        boolean known = byNumber ? structure.getInt(NAME_SIZE) == INDEX : isNamed(scratch.heapBytes());
        if (!known) {
            return Errno.ENODEV.result();
        }
        long result = fill(structure, request);
        if (result == 0) {
            task.guest().copyOut(argument, scratch.heapBytes(), 0, REQUEST_SIZE);
        }
        return result;
    }

    private static boolean isNamed(byte[] request) {
        return Arrays.equals(request, 0, NAME.length, NAME, 0, NAME.length) && request[NAME.length] == 0;
    }

    private static long fill(ByteBuffer structure, int request) {
        switch (request) {
            case SIOCGIFNAME -> name(structure, 0);
            case SIOCGIFFLAGS -> structure.putShort(NAME_SIZE, FLAGS);
            case SIOCGIFADDR, SIOCGIFDSTADDR -> address(structure, 0, 127, 1);
            case SIOCGIFBRDADDR -> address(structure, 0, 0, 0);
            case SIOCGIFNETMASK -> address(structure, 0, 255, 0);
            case SIOCGIFMETRIC -> structure.putInt(NAME_SIZE, 0);
            case SIOCGIFMTU -> structure.putInt(NAME_SIZE, MTU);
            case SIOCGIFHWADDR -> {
                address(structure, 0, 0, 0);
                structure.putShort(NAME_SIZE, ARPHRD_LOOPBACK);
            }
            case SIOCGIFINDEX -> structure.putInt(NAME_SIZE, INDEX);
            case SIOCGIFTXQLEN -> structure.putInt(NAME_SIZE, TRANSMIT_QUEUE);
            default -> {
                return Errno.ENOTTY.result();
            }
        }
        return 0;
    }

    private static void name(ByteBuffer structure, int at) {
        structure.putLong(at, 0).putLong(at + Long.BYTES, 0);
        structure.put(at, NAME);
    }

    private static void address(ByteBuffer structure, int at, int first, int last) {
        structure.putLong(at + NAME_SIZE, 0).putLong(at + NAME_SIZE + Long.BYTES, 0);
        structure.putShort(at + NAME_SIZE, (short) Socket.AF_INET);
        structure.put(at + OFF_ADDRESS, (byte) first);
        structure.put(at + OFF_ADDRESS + 3, (byte) last);
    }

    /** {@code struct ifconf}: a length, and a pointer to that much room; a null pointer asks how much is needed. */
    private static long configuration(SocketScratch scratch, Task task, long argument) {
        int room = task.guest().getInt(argument);
        long target = task.guest().getLong(argument + Long.BYTES);
        int length = target == 0 || room >= REQUEST_SIZE ? REQUEST_SIZE : 0;
        if (target != 0 && length > 0) {
            ByteBuffer structure = scratch.heap();
            Arrays.fill(scratch.heapBytes(), 0, REQUEST_SIZE, (byte) 0);
            name(structure, 0);
            address(structure, 0, 127, 1);
            task.guest().copyOut(target, scratch.heapBytes(), 0, REQUEST_SIZE);
        }
        task.guest().putInt(argument, length);
        return 0;
    }

    private LoopbackInterface() {}
}
