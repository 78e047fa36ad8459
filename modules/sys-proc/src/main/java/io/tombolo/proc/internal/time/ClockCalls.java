package io.tombolo.proc.internal.time;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Time;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/** clock_gettime(2) and its relatives, nanosleep(2), gettimeofday(2). */
public final class ClockCalls {
    private static final long MICROSECOND = 1000;

    private final Clocks clocks;
    private final Alarms alarms;

    @Inject
    ClockCalls(Clocks clocks, Alarms alarms) {
        this.clocks = clocks;
        this.alarms = alarms;
    }

    /** clock_gettime(2). */
    @Syscall(value = "clock_gettime", limits = "clocks of descriptors are unknown")
    public void clockGettime(Task task, @Arg(ArgumentKind.CLOCK) int clockid, @Arg(ArgumentKind.TIMESPEC_OUT) long tp) {
        Clocks.write(task.guest(), tp, clocks.now(task, clockid));
    }

    /** clock_getres(2). */
    @Syscall("clock_getres")
    public void clockGetres(Task task, @Arg(ArgumentKind.CLOCK) int clockid, @Arg(ArgumentKind.TIMESPEC_OUT) long res) {
        long resolution = clocks.resolution(task, clockid);
        if (res != 0) {
            Clocks.write(task.guest(), res, resolution);
        }
    }

    /** clock_settime(2): the clock is the host's. */
    @Syscall("clock_settime")
    public void clockSettime(Task task, @Arg(ArgumentKind.CLOCK) int clockid, @Arg(ArgumentKind.TIMESPEC) long tp) {
        Clocks.read(task.guest(), tp);
        throw ErrnoException.of(clockid == Time.CLOCK_REALTIME ? Errno.EPERM : Errno.EINVAL);
    }

    /** gettimeofday(2). */
    @Syscall("gettimeofday")
    public void gettimeofday(Task task, @Arg(ArgumentKind.POINTER) long tv, @Arg(ArgumentKind.POINTER) long tz) {
        if (tv != 0) {
            long now = clocks.now(task, Time.CLOCK_REALTIME);
            task.guest().putLong(tv, now / Clocks.SECOND);
            task.guest().putLong(tv + Long.BYTES, now % Clocks.SECOND / MICROSECOND);
        }
        if (tz != 0) {
            task.guest().putLong(tz, 0);
        }
    }

    /** settimeofday(2): the clock is the host's. */
    @Syscall("settimeofday")
    public long settimeofday(Task task, @Arg(ArgumentKind.TIMEVAL) long tv, @Arg(ArgumentKind.POINTER) long tz) {
        return -Errno.EPERM.number();
    }

    /** nanosleep(2). */
    @Syscall("nanosleep")
    public long nanosleep(Task task, @Arg(ArgumentKind.TIMESPEC) long req, @Arg(ArgumentKind.TIMESPEC_OUT) long rem) {
        return sleep(task, Clocks.after(Clocks.read(task.guest(), req)), rem);
    }

    /** clock_nanosleep(2). */
    @Syscall(value = "clock_nanosleep", limits = "a clock that is set during the sleep does not move its end")
    public long clockNanosleep(
            Task task,
            @Arg(ArgumentKind.CLOCK) int clockid,
            @Arg(ArgumentKind.TIMER_FLAGS) int flags,
            @Arg(ArgumentKind.TIMESPEC) long request,
            @Arg(ArgumentKind.TIMESPEC_OUT) long remain) {
        if (clockid == Time.CLOCK_THREAD_CPUTIME_ID) {
            return -Errno.EINVAL.number();
        }
        TimeSource source = clocks.timeSource(task, clockid);
        long time = Clocks.read(task.guest(), request);
        boolean absolute = (flags & Time.TIMER_ABSTIME) != 0;
        if (!source.isReal()) {
            return sleepOnProcessor(task, source, absolute ? time : Clocks.sum(source.now(), time));
        }
        if (!absolute) {
            return sleep(task, Clocks.after(time), remain);
        }
        return sleepUntil(task, clocks.deadline(task, clockid, time)) ? 0 : -RestartCode.ERESTARTNOHAND;
    }

    /** A task that sleeps uses no processor time: the others of the process must, or it sleeps for good. */
    private long sleepOnProcessor(Task task, TimeSource source, long deadline) {
        if (source.now() >= deadline) {
            return 0;
        }
        AtomicBoolean passed = new AtomicBoolean();
        IntervalTimer timer = new IntervalTimer(alarms, source, () -> {
            passed.set(true);
            task.wake();
            return true;
        });
        timer.set(true, deadline, 0);
        try {
            return task.await(passed::get, Task.FOREVER) ? 0 : -RestartCode.ERESTARTNOHAND;
        } finally {
            timer.cancel();
        }
    }

    /** Goes on after a stop until the same time; a handler ends it with what is left. */
    private long sleep(Task task, long deadline, long remain) {
        if (sleepUntil(task, deadline)) {
            return 0;
        }
        if (remain != 0) {
            Clocks.write(task.guest(), remain, Math.max(0, deadline - System.nanoTime()));
        }
        task.setRestart(again -> sleep(again, deadline, remain));
        return -RestartCode.ERESTART_RESTARTBLOCK;
    }

    private static boolean sleepUntil(Task task, long deadline) {
        task.await(() -> false, deadline);
        return System.nanoTime() >= deadline;
    }
}
