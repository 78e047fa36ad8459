package io.tombolo.net.internal.socket;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.ByteBuffer;

/**
 * Requests of ioctl(2) on sockets: socket(7), netdevice(7). What only looks is passed to the host, whose structures are
 * the guest's; what would change an interface is refused as to a user without privilege.
 */
final class HostSocketControl {
    private static final int TIOCOUTQ = 0x5411;
    private static final int FIONREAD = 0x541b;
    private static final int FIOSETOWN = 0x8901;
    private static final int SIOCSPGRP = 0x8902;
    private static final int FIOGETOWN = 0x8903;
    private static final int SIOCGPGRP = 0x8904;
    private static final int SIOCATMARK = 0x8905;
    private static final int SIOCGSTAMP = 0x8906;
    private static final int SIOCGSTAMPNS = 0x8907;
    private static final int SIOCGIFNAME = 0x8910;
    private static final int SIOCGIFMAP = 0x8970;
    private static final int SIOCOUTQNSD = 0x894b;
    private static final int INTERFACE_REQUEST_SIZE = 40;
    private static final int CONFIGURATION_SIZE = 16;
    private static final int NUMBER_SIZE = Integer.BYTES;
    private static final int TIME_SIZE = 16;
    private static final int MOST_CONFIGURATION = SocketScratch.STRUCTURE_LIMIT - CONFIGURATION_SIZE;

    static long answer(NetworkHost host, int descriptor, Task task, int request, long argument) {
        return switch (request) {
            case FIONREAD, TIOCOUTQ, SIOCATMARK, SIOCOUTQNSD ->
                pass(host, descriptor, task, request, argument, 0, NUMBER_SIZE);
            case SIOCGSTAMP, SIOCGSTAMPNS -> pass(host, descriptor, task, request, argument, 0, TIME_SIZE);
            case FIOSETOWN, SIOCSPGRP -> 0;
            case FIOGETOWN, SIOCGPGRP -> {
                task.guest().putInt(argument, 0);
                yield 0;
            }
            default -> interfaces(host, descriptor, task, request, argument);
        };
    }

    private static long interfaces(NetworkHost host, int descriptor, Task task, int request, long argument) {
        if (isChange(request)) {
            return Errno.EPERM.result();
        }
        if (request < SIOCGIFNAME || request > SIOCGIFMAP || !isQuestion(request)) {
            return Errno.ENOTTY.result();
        }
        if (!host.sharesNetwork()) {
            return LoopbackInterface.answer(host.scratch(), task, request, argument);
        }
        return request == LoopbackInterface.SIOCGIFCONF
                ? configuration(host, descriptor, task, argument)
                : pass(host, descriptor, task, request, argument, INTERFACE_REQUEST_SIZE, INTERFACE_REQUEST_SIZE);
    }

    /** {@code SIOCGIFNAME} and so on, of which all have a {@code struct ifreq} but {@code SIOCGIFCONF}. */
    private static boolean isQuestion(int request) {
        return switch (request) {
            case 0x8910,
                    0x8912,
                    0x8913,
                    0x8915,
                    0x8917,
                    0x8919,
                    0x891b,
                    0x891d,
                    0x8921,
                    0x8927,
                    0x8933,
                    0x8942,
                    0x8970 -> true;
            default -> false;
        };
    }

    /** {@code SIOCSIFFLAGS} and so on. */
    private static boolean isChange(int request) {
        return switch (request) {
            case 0x8914, 0x8916, 0x8918, 0x891a, 0x891c, 0x891e, 0x8922, 0x8924, 0x8943 -> true;
            default -> false;
        };
    }

    private static long pass(NetworkHost host, int descriptor, Task task, int request, long argument, int in, int out) {
        SocketScratch scratch = host.scratch();
        NativeBuffer structure = scratch.structure();
        task.guest().copyIn(argument, scratch.heapBytes(), 0, in);
        NativeMemory.copy(scratch.heapBytes(), 0, structure.address(), in);
        long result = host.host().calls().call(SyscallNumbers.IOCTL, descriptor, request, structure.address());
        ErrnoException.check(result);
        NativeMemory.copy(structure.address(), scratch.heapBytes(), 0, out);
        task.guest().copyOut(argument, scratch.heapBytes(), 0, out);
        return result;
    }

    /** {@code struct ifconf}: a length, and a pointer to that much room; a null pointer asks how much is needed. */
    private static long configuration(NetworkHost host, int descriptor, Task task, long argument) {
        int room = task.guest().getInt(argument);
        long target = task.guest().getLong(argument + Long.BYTES);
        SocketScratch scratch = host.scratch();
        ByteBuffer structure = scratch.structure().bytes();
        long entries = scratch.structure().address() + CONFIGURATION_SIZE;
        structure.putInt(0, Math.min(Math.max(room, 0), MOST_CONFIGURATION));
        structure.putLong(Long.BYTES, target == 0 ? 0 : entries);
        long address = scratch.structure().address();
        ErrnoException.check(
                host.host().calls().call(SyscallNumbers.IOCTL, descriptor, LoopbackInterface.SIOCGIFCONF, address));
        int length = structure.getInt(0);
        if (target != 0) {
            NativeMemory.copy(entries, scratch.heapBytes(), 0, length);
            task.guest().copyOut(target, scratch.heapBytes(), 0, length);
        }
        task.guest().putInt(argument, length);
        return 0;
    }

    private HostSocketControl() {}
}
