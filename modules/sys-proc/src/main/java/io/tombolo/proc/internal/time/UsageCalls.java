package io.tombolo.proc.internal.time;

import io.tombolo.core.ResourceUsage;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Resource;
import io.tombolo.core.abi.layout.RusageLayout;
import io.tombolo.core.abi.layout.TmsLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/** getrusage(2) and times(2). */
public final class UsageCalls {
    /** Nanoseconds of a tick of {@code USER_HZ}. */
    private static final long TICK = 10_000_000;

    private static final long MICROSECOND = 1000;

    private final ProcessorTimes times;

    @Inject
    UsageCalls(ProcessorTimes times) {
        this.times = times;
    }

    /** getrusage(2). */
    @Syscall("getrusage")
    public void getrusage(Task task, @Arg(ArgumentKind.RUSAGE_WHO) int who, @Arg(ArgumentKind.POINTER) long usage) {
        ResourceUsage.Times used = switch (who) {
            case Resource.RUSAGE_SELF -> self(task);
            case Resource.RUSAGE_THREAD -> thread(task);
            case Resource.RUSAGE_CHILDREN -> task.process().usage().children();
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
        write(task.guest(), usage, used);
    }

    private ResourceUsage.Times self(Task task) {
        ResourceUsage.Times ended = task.process().usage().endedTasks();
        ProcessorTimes.Spent spent = times.of(task.process());
        long resident = Math.max(ended.maximumResident(), resident(task));
        return new ResourceUsage.Times(spent.user(), spent.system(), resident, ended.minorFaults());
    }

    private ResourceUsage.Times thread(Task task) {
        ProcessorTimes.Spent spent = times.of(task);
        return new ResourceUsage.Times(spent.user(), spent.system(), resident(task), 0);
    }

    private static long resident(Task task) {
        return task.memory().peakResident() >> 10;
    }

    /** Writes a {@code struct rusage}. */
    public static void write(GuestMemory memory, long address, ResourceUsage.Times used) {
        memory.fill(address, RusageLayout.SIZEOF, (byte) 0);
        writeTime(memory, address + RusageLayout.RU_UTIME, used.userNanos());
        writeTime(memory, address + RusageLayout.RU_STIME, used.systemNanos());
        memory.putLong(address + RusageLayout.RU_MAXRSS, used.maximumResident());
        memory.putLong(address + RusageLayout.RU_MINFLT, used.minorFaults());
    }

    private static void writeTime(GuestMemory memory, long address, long nanoseconds) {
        memory.putLong(address, nanoseconds / Clocks.SECOND);
        memory.putLong(address + Long.BYTES, nanoseconds % Clocks.SECOND / MICROSECOND);
    }

    /** times(2). */
    @Syscall("times")
    public long times(Task task, @Arg(ArgumentKind.POINTER) long buf) {
        if (buf != 0) {
            ProcessorTimes.Spent own = times.of(task.process());
            ResourceUsage.Times children = task.process().usage().children();
            task.guest().putLong(buf + TmsLayout.TMS_UTIME, own.user() / TICK);
            task.guest().putLong(buf + TmsLayout.TMS_STIME, own.system() / TICK);
            task.guest().putLong(buf + TmsLayout.TMS_CUTIME, children.userNanos() / TICK);
            task.guest().putLong(buf + TmsLayout.TMS_CSTIME, children.systemNanos() / TICK);
        }
        return (System.nanoTime() - task.kernel().bootNanos()) / TICK;
    }
}
