package io.tombolo.proc.internal.time;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Time;
import io.tombolo.core.abi.layout.ItimerspecLayout;
import io.tombolo.core.abi.layout.SigeventLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/** getitimer(2), setitimer(2), and the timers of timer_create(2). */
public final class TimerCalls {
    private static final long MICROSECOND = 1000;
    private static final long MICROSECONDS = 1_000_000;
    private static final int LAST_SIGNAL = 64;

    private final TimerRegistry registry;
    private final Clocks clocks;

    @Inject
    TimerCalls(TimerRegistry registry, Clocks clocks) {
        this.registry = registry;
        this.clocks = clocks;
    }

    private ProcessTimers timers(Task task) {
        return registry.of(task.process());
    }

    /** getitimer(2). */
    @Syscall("getitimer")
    public void getitimer(Task task, @Arg(ArgumentKind.ITIMER) int which, @Arg(ArgumentKind.POINTER) long curr_value) {
        writeMicroseconds(task.guest(), curr_value, timers(task).interval(which).setting());
    }

    /** setitimer(2). */
    @Syscall(value = "setitimer", notes = "all processor time counts as the user's")
    public void setitimer(
            Task task,
            @Arg(ArgumentKind.ITIMER) int which,
            @Arg(ArgumentKind.POINTER) long new_value,
            @Arg(ArgumentKind.POINTER) long old_value) {
        long interval = new_value == 0 ? 0 : readMicroseconds(task.guest(), new_value);
        long value = new_value == 0 ? 0 : readMicroseconds(task.guest(), new_value + 2 * Long.BYTES);
        IntervalTimer timer = timers(task).interval(which);
        IntervalTimer.Setting former =
                timer.set(value != 0, Clocks.sum(timer.time().now(), value), interval);
        if (old_value != 0) {
            writeMicroseconds(task.guest(), old_value, former);
        }
    }

    private static long readMicroseconds(GuestMemory memory, long address) {
        long seconds = memory.getLong(address);
        long microseconds = memory.getLong(address + Long.BYTES);
        if (seconds < 0 || microseconds < 0 || microseconds >= MICROSECONDS) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return Math.min(seconds, Integer.MAX_VALUE) * Clocks.SECOND + microseconds * MICROSECOND;
    }

    private static void writeMicroseconds(GuestMemory memory, long address, IntervalTimer.Setting setting) {
        memory.putLong(address, setting.interval() / Clocks.SECOND);
        memory.putLong(address + Long.BYTES, setting.interval() % Clocks.SECOND / MICROSECOND);
        long rounded = setting.value() + MICROSECOND - 1;
        memory.putLong(address + 2 * Long.BYTES, rounded / Clocks.SECOND);
        memory.putLong(address + 3 * Long.BYTES, rounded % Clocks.SECOND / MICROSECOND);
    }

    /** timer_create(2). */
    @Syscall("timer_create")
    public void timerCreate(
            Task task,
            @Arg(ArgumentKind.CLOCK) int clockid,
            @Arg(ArgumentKind.POINTER) long sevp,
            @Arg(ArgumentKind.INT_POINTER) long timerid) {
        TimeSource time = clocks.timeSource(task, clockid);
        PosixTimer.Notification notification = sevp == 0
                ? new PosixTimer.Notification(task.process(), null, Signal.SIGALRM, null)
                : notification(task, sevp);
        int id = timers(task).create(notification, time, clockid);
        try {
            task.guest().putInt(timerid, id);
        } catch (ErrnoException fault) {
            timers(task).delete(id);
            throw fault;
        }
    }

    private static PosixTimer.Notification notification(Task task, long sevp) {
        GuestMemory memory = task.guest();
        long value = memory.getLong(sevp + SigeventLayout.SIGEV_VALUE);
        int signal = memory.getInt(sevp + SigeventLayout.SIGEV_SIGNO);
        int notify = memory.getInt(sevp + SigeventLayout.SIGEV_NOTIFY);
        Task target = null;
        switch (notify) {
            case Signal.SIGEV_NONE -> {
                return new PosixTimer.Notification(task.process(), null, 0, value);
            }
            case Signal.SIGEV_THREAD_ID -> {
                int tid = memory.getInt(sevp + SigeventLayout.SIGEV_NOTIFY_THREAD_ID);
                target = task.kernel().processes().task(tid);
                if (target == null || target.process() != task.process()) {
                    throw ErrnoException.of(Errno.EINVAL);
                }
            }
            case Signal.SIGEV_SIGNAL, Signal.SIGEV_THREAD -> {}
            default -> throw ErrnoException.of(Errno.EINVAL);
        }
        if (signal <= 0 || signal > LAST_SIGNAL) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return new PosixTimer.Notification(task.process(), target, signal, value);
    }

    /** timer_settime(2). */
    @Syscall("timer_settime")
    public void timerSettime(
            Task task,
            int timerid,
            @Arg(ArgumentKind.TIMER_FLAGS) int flags,
            @Arg(ArgumentKind.POINTER) long new_value,
            @Arg(ArgumentKind.POINTER) long old_value) {
        long interval = Clocks.read(task.guest(), new_value + ItimerspecLayout.IT_INTERVAL);
        long value = Clocks.read(task.guest(), new_value + ItimerspecLayout.IT_VALUE);
        PosixTimer timer = timers(task).timer(timerid);
        TimeSource time = timer.timer().time();
        boolean absolute = (flags & Time.TIMER_ABSTIME) != 0;
        long deadline = !absolute
                ? Clocks.sum(time.now(), value)
                : time.isReal() ? clocks.deadline(task, timer.clock(), value) : value;
        IntervalTimer.Setting former = timer.timer().set(value != 0, deadline, interval);
        if (old_value != 0) {
            write(task.guest(), old_value, former);
        }
    }

    /** timer_gettime(2). */
    @Syscall("timer_gettime")
    public void timerGettime(Task task, int timerid, @Arg(ArgumentKind.POINTER) long curr_value) {
        write(task.guest(), curr_value, timers(task).timer(timerid).timer().setting());
    }

    private static void write(GuestMemory memory, long address, IntervalTimer.Setting setting) {
        Clocks.write(memory, address + ItimerspecLayout.IT_INTERVAL, setting.interval());
        Clocks.write(memory, address + ItimerspecLayout.IT_VALUE, setting.value());
    }

    /** timer_getoverrun(2). */
    @Syscall("timer_getoverrun")
    public long timerGetoverrun(Task task, int timerid) {
        return timers(task).timer(timerid).overrun();
    }

    /** timer_delete(2). */
    @Syscall("timer_delete")
    public void timerDelete(Task task, int timerid) {
        timers(task).delete(timerid);
    }
}
