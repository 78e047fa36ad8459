package io.tombolo.core.internal.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Clone;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Futex;
import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Stat;
import io.tombolo.core.abi.layout.StatLayout;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallParameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The expected lines are strace's. */
class CallFormatterTest {
    private static final long NOWHERE = 0x7ff00000000L;

    private final ArrayGuestMemory memory = new ArrayGuestMemory();

    @Test
    void openIsWrittenWithItsPathAndFlags() {
        int flags = Fcntl.O_CLOEXEC | Fcntl.Aarch64.O_DIRECTORY | Fcntl.O_NONBLOCK;

        assertEquals(
                "openat(AT_FDCWD, \"/etc\", O_RDONLY|O_NONBLOCK|O_DIRECTORY|O_CLOEXEC) = 3",
                trace(
                        "openat",
                        3,
                        List.of(ArgumentKind.DIRFD, ArgumentKind.PATH, ArgumentKind.OPEN_FLAGS),
                        Fcntl.AT_FDCWD,
                        memory.string("/etc"),
                        flags));
    }

    @Test
    void errorsHaveTheirNameAndText() {
        assertEquals(
                "chdir(\"/none\") = -1 ENOENT (No such file or directory)",
                trace("chdir", Errno.ENOENT.result(), List.of(ArgumentKind.PATH), memory.string("/none")));
        assertEquals(
                "pause() = ? ERESTARTNOHAND (To be restarted if no handler)",
                trace("pause", -RestartCode.ERESTARTNOHAND, List.of()));
        assertEquals("pause() = -1 errno 4000", trace("pause", -4000, List.of()));
    }

    @Test
    void undeclaredCallsAreWrittenInHexadecimal() {
        CallFormatter formatter = new CallFormatter(Architecture.AARCH64);
        CallFormatter.Call call = formatter.enter(new ArgumentRegisters(1, -1), memory, "syscall_451", null);
        StringBuilder out = new StringBuilder();
        formatter.leave(memory, call, Errno.ENOSYS.result(), out);

        assertEquals("syscall_451(0x1, 0xffffffffffffffff, 0x0, 0x0, 0x0, 0x0)", out.toString());
    }

    @Test
    void wildPointersAreWrittenAsNumbers() {
        assertEquals("chdir(0x7ff00000000) = 0", trace("chdir", 0, List.of(ArgumentKind.PATH), NOWHERE));
        assertEquals("chdir(NULL) = 0", trace("chdir", 0, List.of(ArgumentKind.PATH), 0));
        long array = memory.longs(memory.string("ls"), NOWHERE, 0);
        assertEquals("f([\"ls\", 0x7ff00000000]) = 0", trace("f", 0, List.of(ArgumentKind.STRING_ARRAY), array));
    }

    @ParameterizedTest
    @EnumSource(ArgumentKind.class)
    void noValueOfAnyKindFails(ArgumentKind kind) {
        for (long value :
                new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, NOWHERE, ArrayGuestMemory.BASE + 4090}) {
            for (long result : new long[] {0, 5, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                trace("f", result, List.of(kind, kind), value, value);
            }
        }
    }

    @Test
    void outputIsWrittenWhenTheCallHasAnswered() {
        long buffer = memory.bytes(new byte[8]);
        CallFormatter formatter = new CallFormatter(Architecture.AARCH64);
        CallFormatter.Call call = formatter.enter(
                new ArgumentRegisters(0, buffer, 8),
                memory,
                "read",
                descriptor("read", List.of(ArgumentKind.FD, ArgumentKind.BUFFER_OUT, ArgumentKind.SIZE), 2));
        memory.copyOut(buffer, new byte[] {'a', '"', '\n', 0, '1', (byte) 0xFF}, 0, 6);

        StringBuilder out = new StringBuilder();
        formatter.leave(memory, call, 6, out);
        assertEquals("read(0, \"a\\\"\\n\\0001\\377\", 8)", out.toString());

        out.setLength(0);
        formatter.leave(memory, call, Errno.EBADF.result(), out);
        assertEquals("read(0, 0x10000, 8)", out.toString(), "nothing was read");
    }

    @Test
    void longBuffersAreCut() {
        long buffer = memory.bytes("0123456789012345678901234567890123456789".getBytes(StandardCharsets.US_ASCII));

        assertEquals(
                "write(1, \"01234567890123456789012345678901\"..., 40) = 40",
                trace("write", 40, List.of(ArgumentKind.FD, ArgumentKind.BUFFER_IN, ArgumentKind.SIZE), 1, buffer, 40));
    }

    @Test
    void numbersAreAsWideAsTheKernelTakesThem() {
        assertEquals(
                "f(-1, 4294967295, -1, 18446744073709551615, -1, -1) = 0",
                trace(
                        "f",
                        0,
                        List.of(
                                ArgumentKind.INT,
                                ArgumentKind.UINT,
                                ArgumentKind.OFFSET,
                                ArgumentKind.SIZE,
                                ArgumentKind.ID,
                                ArgumentKind.FD),
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        0xFFFFFFFFL));
    }

    @Test
    void flagsAndCommandsHaveNames() {
        assertEquals("PROT_READ|PROT_WRITE", argument(ArgumentKind.PROT, Mman.PROT_READ | Mman.PROT_WRITE));
        assertEquals("PROT_NONE", argument(ArgumentKind.PROT, 0));
        assertEquals(
                "MAP_PRIVATE|MAP_ANONYMOUS|0x80000000",
                argument(ArgumentKind.MAP_FLAGS, Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS | 1 << 31));
        assertEquals("MADV_DONTNEED", argument(ArgumentKind.MADVISE, Mman.MADV_DONTNEED));
        assertEquals("999", argument(ArgumentKind.MADVISE, 999));
        assertEquals("TIOCGWINSZ", argument(ArgumentKind.IOCTL, Ioctls.TIOCGWINSZ));
        assertEquals("TIOCGPTN", argument(ArgumentKind.IOCTL, 0x80045430L));
        assertEquals("0x12345678", argument(ArgumentKind.IOCTL, 0x12345678));
        assertEquals("SIGCHLD", argument(ArgumentKind.SIGNAL, Signal.SIGCHLD));
        assertEquals("0644", argument(ArgumentKind.MODE, 0644));
        assertEquals("F_OK", argument(ArgumentKind.ACCESS_MODE, 0));
        assertEquals("O_WRONLY|O_CREAT|O_TRUNC", argument(ArgumentKind.OPEN_FLAGS, 01101));
        assertEquals(
                "CLONE_VM|CLONE_VFORK|SIGCHLD",
                argument(ArgumentKind.CLONE_FLAGS, Clone.CLONE_VM | Clone.CLONE_VFORK | Signal.SIGCHLD));
        assertEquals("SIGCHLD", argument(ArgumentKind.CLONE_FLAGS, Signal.SIGCHLD));
        assertEquals("0", argument(ArgumentKind.CLONE_FLAGS, 0));
        assertEquals(
                "FUTEX_WAKE|FUTEX_PRIVATE_FLAG",
                argument(ArgumentKind.FUTEX_OP, Futex.FUTEX_WAKE | Futex.FUTEX_PRIVATE_FLAG));
    }

    @Test
    void structuresShowTheirMembers() {
        assertEquals("{tv_sec=1, tv_nsec=500}", argument(ArgumentKind.TIMESPEC, memory.longs(1, 500)));
        assertEquals("[INT CHLD]", argument(ArgumentKind.SIGSET, memory.longs(1L << 1 | 1L << 16)));
        assertEquals("~[KILL STOP]", argument(ArgumentKind.SIGSET, memory.longs(~(1L << 8 | 1L << 18))));
        assertEquals("[3, 4]", argument(ArgumentKind.FD_PAIR, memory.longs(4L << 32 | 3)));
        assertEquals(
                "{rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}",
                argument(ArgumentKind.RLIMIT, memory.longs(8192 * 1024, -1)));
        long stat = memory.bytes(new byte[StatLayout.Aarch64.SIZEOF]);
        memory.putInt(stat + StatLayout.Aarch64.ST_MODE, Stat.S_IFREG | 0644);
        memory.putLong(stat + StatLayout.Aarch64.ST_SIZE, 42);
        assertEquals("{st_mode=S_IFREG|0644, st_size=42, ...}", argument(ArgumentKind.STAT, stat));
        long iovec = memory.longs(memory.string("abc"), 3);
        assertEquals(
                "f([{iov_base=\"abc\", iov_len=3}], 1) = 3",
                trace("f", 3, List.of(ArgumentKind.IOVEC_IN, ArgumentKind.SIZE), iovec, 1));
    }

    private String argument(ArgumentKind kind, long value) {
        String line = trace("f", 0, List.of(kind), value);
        return line.substring("f(".length(), line.length() - ") = 0".length());
    }

    private String trace(String name, long result, List<ArgumentKind> kinds, long... arguments) {
        CallFormatter formatter = new CallFormatter(Architecture.AARCH64);
        SyscallDescriptor descriptor = descriptor(name, kinds, kinds.size() - 1);
        CallFormatter.Call call = formatter.enter(new ArgumentRegisters(arguments), memory, name, descriptor);
        StringBuilder out = new StringBuilder();
        formatter.leave(memory, call, result, out);
        out.append(" = ");
        formatter.result(call, result, out);
        return out.toString();
    }

    private static SyscallDescriptor descriptor(String name, List<ArgumentKind> kinds, int lengthIndex) {
        List<SyscallParameter> parameters = new ArrayList<>();
        for (ArgumentKind kind : kinds) {
            parameters.add(new SyscallParameter("p" + parameters.size(), kind, lengthIndex));
        }
        return new SyscallDescriptor(name, parameters, ArgumentKind.LONG, "", "");
    }
}
