package io.tombolo.proc.internal.time;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Time;
import io.tombolo.core.abi.layout.TimexLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;

/** How the host keeps its clock in step: adjtimex(2), which guests may look at and not change. */
public final class AdjustmentCalls {
    private static final String NOT_OURS = "every change is refused with EPERM: the clock is the host's";
    /** The bit of adjtime(3), {@code ADJ_ADJTIME} inside the kernel. */
    private static final int ADJTIME = Time.ADJ_OFFSET_SINGLESHOT & ~Time.ADJ_OFFSET;
    /** With it: only look. {@code ADJ_OFFSET_READONLY} inside the kernel. */
    private static final int READ_ONLY = Time.ADJ_OFFSET_SS_READ & ~Time.ADJ_OFFSET_SINGLESHOT;

    /** Ticks a second as user space counts them, {@code USER_HZ}. */
    private static final int USER_HZ = 100;

    private static final long SHORTEST_TICK = 900_000 / USER_HZ;
    private static final long LONGEST_TICK = 1_100_000 / USER_HZ;

    private final Host host;
    private final Clocks clocks;

    @Inject
    AdjustmentCalls(Host host, Clocks clocks) {
        this.host = host;
        this.clocks = clocks;
    }

    /** adjtimex(2). */
    @Syscall(value = "adjtimex", limits = NOT_OURS)
    public long adjtimex(Task task, @Arg(ArgumentKind.POINTER) long buf) {
        return look(task, buf);
    }

    /** clock_adjtime(2): {@code CLOCK_REALTIME} alone can be adjusted; other clocks that there are answer {@code EOPNOTSUPP}. */
    @Syscall(value = "clock_adjtime", limits = NOT_OURS)
    public long clockAdjtime(Task task, @Arg(ArgumentKind.CLOCK) int clockid, @Arg(ArgumentKind.POINTER) long buf) {
        byte[] readable = new byte[TimexLayout.SIZEOF];
        task.guest().copyIn(buf, readable, 0, readable.length);
        if (clockid == Time.CLOCK_REALTIME) {
            return look(task, buf);
        }
        clocks.resolution(task, clockid);
        return Errno.EOPNOTSUPP.result();
    }

    private long look(Task task, long buf) {
        byte[] structure = new byte[TimexLayout.SIZEOF];
        task.guest().copyIn(buf, structure, 0, structure.length);
        NativeBuffer memory = NativeBuffer.allocate(TimexLayout.SIZEOF);
        memory.bytes().put(0, structure);
        requireReading(task, memory);
        long state = ErrnoException.check(host.calls().call(SyscallNumbers.ADJTIMEX, memory.address()));
        memory.bytes().get(0, structure);
        task.guest().copyOut(buf, structure, 0, structure.length);
        return state;
    }

    /** {@code timekeeping_validate_timex}. */
    private static void requireReading(Task task, NativeBuffer timex) {
        int modes = timex.bytes().getInt(TimexLayout.MODES);
        boolean privileged = task.credentials().has(Capability.CAP_SYS_TIME);
        if ((modes & ADJTIME) != 0) {
            if ((modes & Time.ADJ_OFFSET) == 0) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            if ((modes & READ_ONLY) != 0) {
                timex.bytes().putInt(TimexLayout.MODES, Time.ADJ_OFFSET_SS_READ);
                return;
            }
        } else if (modes == 0) {
            return;
        } else if (privileged
                && (modes & Time.ADJ_TICK) != 0
                && !isTick(timex.bytes().getLong(TimexLayout.TICK))) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        throw ErrnoException.of(Errno.EPERM);
    }

    private static boolean isTick(long microseconds) {
        return microseconds >= SHORTEST_TICK && microseconds <= LONGEST_TICK;
    }
}
