package io.tombolo.fs.internal.file;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Requests of ioctl(2) that a Linux host answers for the guest: which there are, how large what they point at is, and
 * which way it travels. The numbers and structures are {@code asm-generic}'s, the same for AArch64 and x86-64.
 */
final class HostControl {
    private static final int VALUE = 0;
    private static final int IN = 1 << 16;
    private static final int OUT = 2 << 16;
    private static final int SIZE_MASK = 0xffff;
    private static final int UNKNOWN = -1;

    /** The kernel's {@code struct termios}. */
    private static final int TERMIOS = 36;
    /** The kernel's {@code struct termios2}. */
    private static final int TERMIOS2 = 44;
    /** {@code struct termio}. */
    private static final int TERMIO = 18;

    private HostControl() {}

    private static int kind(int request) {
        return switch (request) {
            case 0x5401 -> OUT | TERMIOS; // TCGETS
            case 0x5402, 0x5403, 0x5404 -> IN | TERMIOS; // TCSETS, TCSETSW, TCSETSF
            case 0x5405 -> OUT | TERMIO; // TCGETA
            case 0x5406, 0x5407, 0x5408 -> IN | TERMIO; // TCSETA, TCSETAW, TCSETAF
            case 0x5409, 0x540a, 0x540b, 0x5425 -> VALUE; // TCSBRK, TCXONC, TCFLSH, TCSBRKP
            case 0x540c, 0x540d -> VALUE; // TIOCEXCL, TIOCNXCL
            case 0x5411, 0x541b -> OUT | 4; // TIOCOUTQ, FIONREAD
            case 0x5413 -> OUT | 8; // TIOCGWINSZ
            case 0x5414 -> IN | 8; // TIOCSWINSZ
            case 0x5415 -> OUT | 4; // TIOCMGET
            case 0x5419 -> OUT | 4; // TIOCGSOFTCAR
            case 0x5420 -> IN | 4; // TIOCPKT
            case 0x5423 -> IN | 4; // TIOCSETD
            case 0x5424 -> OUT | 4; // TIOCGETD
            case 0x802c542a -> OUT | TERMIOS2; // TCGETS2
            case 0x402c542b, 0x402c542c, 0x402c542d -> IN | TERMIOS2; // TCSETS2, TCSETSW2, TCSETSF2
            case 0x80045430, 0x80045438, 0x80045439 -> OUT | 4; // TIOCGPTN, TIOCGPKT, TIOCGPTLCK
            case 0x40045431 -> IN | 4; // TIOCSPTLCK
            case 0x2 -> OUT | 4; // FIGETBSZ
            // Named for a long, but what travels is an int.
            case 0x80086601, 0x80087601 -> OUT | 4; // FS_IOC_GETFLAGS, FS_IOC_GETVERSION
            case 0x40086602 -> IN | 4; // FS_IOC_SETFLAGS
            case 0x801c581f -> OUT | 28; // FS_IOC_FSGETXATTR
            case 0x80081272 -> OUT | 8; // BLKGETSIZE64
            case 0x1268 -> OUT | 4; // BLKSSZGET
            case 0x1260 -> OUT | 8; // BLKGETSIZE
            default -> UNKNOWN;
        };
    }

    /** Passes a request on; {@code ENOTTY} for one that is not known here. */
    static long pass(HostSystem host, int descriptor, Task task, int request, long argument) {
        int kind = kind(request);
        if (kind == UNKNOWN) {
            return Errno.ENOTTY.result();
        }
        long number = Integer.toUnsignedLong(request);
        int size = kind & SIZE_MASK;
        if (size == 0) {
            return host.calls().call(SyscallNumbers.IOCTL, descriptor, number, argument);
        }
        Scratch scratch = host.scratch();
        byte[] heap = scratch.heapBytes();
        if ((kind & IN) != 0) {
            task.guest().copyIn(argument, heap, 0, size);
            NativeMemory.copy(heap, 0, scratch.address(), size);
        }
        long result = host.calls().call(SyscallNumbers.IOCTL, descriptor, number, scratch.address());
        ErrnoException.check(result);
        if ((kind & OUT) != 0) {
            NativeMemory.copy(scratch.address(), heap, 0, size);
            task.guest().copyOut(argument, heap, 0, size);
        }
        return result;
    }
}
