package io.tombolo.proc.internal.seccomp;

import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Seccomp;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.SyscallNumbers;
import io.tombolo.core.spi.Registers;
import io.tombolo.core.spi.SystemCallGate;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the system calls of one task: first its tracer, then its own restrictions, in the order of {@code
 * syscall_trace_enter}. Changed by the task's own thread, or by a task of the same process that synchronizes filters.
 */
public final class TaskGate implements SystemCallGate {
    private static final int SYS_SECCOMP = 1;
    /** The longest errno that a filter can answer ({@code MAX_ERRNO}). */
    private static final int LARGEST_ERRNO = 4095;

    private static final int DATA_WORDS = FilterProgram.DATA_SIZE / Integer.BYTES;

    private volatile int mode;
    private volatile @Nullable SeccompFilter filter;
    private volatile @Nullable CallTracer tracer;

    TaskGate() {}

    /** Who is told of a task's system calls: its tracer. */
    public interface CallTracer {
        /** Before a call; it may change the registers. Answers whether the call is to be made. */
        boolean beforeCall(Task task);

        /** A filter asks the tracer: {@code SECCOMP_RET_TRACE} with its data. Null if it does not want to be asked. */
        @Nullable
        Boolean filtered(Task task, int data);

        /** Behind a call. */
        void afterCall(Task task);
    }

    /** The gate of a task, made at its first use. */
    public static TaskGate of(Task task) {
        if (task.gate() instanceof TaskGate gate) {
            return gate;
        }
        TaskGate gate = new TaskGate();
        task.setGate(gate);
        return gate;
    }

    /** Gives a new task the restrictions of its maker. */
    public static void inherit(Task child, Task maker) {
        if (maker.gate() instanceof TaskGate gate && gate.mode != Seccomp.SECCOMP_MODE_DISABLED) {
            TaskGate own = of(child);
            own.filter = gate.filter;
            own.mode = gate.mode;
        }
    }

    /** Sets who is told; null for nobody. */
    public void setTracer(@Nullable CallTracer to) {
        tracer = to;
    }

    @Override
    public int filterMode() {
        return mode;
    }

    @Nullable
    SeccompFilter filter() {
        return filter;
    }

    void setStrict() {
        mode = Seccomp.SECCOMP_MODE_STRICT;
    }

    void setFilter(SeccompFilter to) {
        filter = to;
        mode = Seccomp.SECCOMP_MODE_FILTER;
    }

    @Override
    public boolean enter(Task task) {
        CallTracer asked = tracer;
        if (asked != null && !asked.beforeCall(task)) {
            return false;
        }
        return switch (mode) {
            case Seccomp.SECCOMP_MODE_STRICT -> allowStrictly(task);
            case Seccomp.SECCOMP_MODE_FILTER -> allowByFilter(task);
            default -> true;
        };
    }

    @Override
    public void leave(Task task) {
        CallTracer told = tracer;
        if (told != null) {
            told.afterCall(task);
        }
    }

    private static boolean allowStrictly(Task task) {
        SyscallNumbers numbers = SyscallNumbers.of(task.kernel().engine().architecture());
        long number = task.cpu().registers().systemCallNumber();
        boolean allowed = number == numbers.number("read")
                || number == numbers.number("write")
                || number == numbers.number("exit")
                || number == numbers.number("rt_sigreturn");
        if (!allowed) {
            task.exit(Signal.SIGKILL);
        }
        return allowed;
    }

    private boolean allowByFilter(Task task) {
        SeccompFilter now = filter;
        if (now == null) {
            return true;
        }
        int answer = now.run(data(task));
        int argument = answer & Seccomp.SECCOMP_RET_DATA;
        return switch (SeccompFilter.action(answer)) {
            case Seccomp.SECCOMP_RET_ALLOW, Seccomp.SECCOMP_RET_LOG -> true;
            case Seccomp.SECCOMP_RET_ERRNO -> refuse(task, Math.min(argument, LARGEST_ERRNO));
            case Seccomp.SECCOMP_RET_TRAP -> trap(task, argument);
            case Seccomp.SECCOMP_RET_TRACE -> askTracer(task, argument);
            case Seccomp.SECCOMP_RET_USER_NOTIF -> refuse(task, Errno.ENOSYS.number());
            case Seccomp.SECCOMP_RET_KILL_THREAD -> killThread(task);
            default -> killProcess(task);
        };
    }

    private static int[] data(Task task) {
        Registers registers = task.cpu().registers();
        int[] data = new int[DATA_WORDS];
        data[0] = (int) registers.systemCallNumber();
        data[1] = architecture(task);
        put(data, 2, registers.programCounter());
        for (int argument = 0; argument < 6; argument++) {
            put(data, 4 + 2 * argument, registers.argument(argument));
        }
        return data;
    }

    private static void put(int[] data, int at, long value) {
        data[at] = (int) value;
        data[at + 1] = (int) (value >>> 32);
    }

    private static int architecture(Task task) {
        return task.kernel().engine().architecture() == Architecture.AARCH64
                ? Seccomp.AUDIT_ARCH_AARCH64
                : Seccomp.AUDIT_ARCH_X86_64;
    }

    private static boolean refuse(Task task, int errno) {
        task.cpu().registers().setResult(-errno);
        return false;
    }

    private boolean askTracer(Task task, int data) {
        CallTracer asked = tracer;
        Boolean answer = asked == null ? null : asked.filtered(task, data);
        return answer == null ? refuse(task, Errno.ENOSYS.number()) : answer;
    }

    /** The call did not happen: the registers are as they were, and SIGSYS says which one it was. */
    private static boolean trap(Task task, int data) {
        task.signals().force(sigsys(task, data));
        return false;
    }

    private static SignalInfo sigsys(Task task, int data) {
        Registers registers = task.cpu().registers();
        long numberAndArchitecture = (registers.systemCallNumber() & 0xFFFFFFFFL) | (long) architecture(task) << 32;
        return new SignalInfo(
                Signal.SIGSYS, SYS_SECCOMP, data, 0, 0, registers.programCounter(), numberAndArchitecture);
    }

    /** The last task takes its process with it. */
    private static boolean killThread(Task task) {
        if (task.process().tasks().size() == 1) {
            return killProcess(task);
        }
        task.exit(Signal.SIGSYS);
        return false;
    }

    private static boolean killProcess(Task task) {
        task.process().exit(Signal.SIGSYS);
        return false;
    }
}
