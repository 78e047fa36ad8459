package io.tombolo.proc.internal.trace;

import static io.tombolo.core.abi.Ptrace.*;

import io.tombolo.core.Process;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.SignalAction;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.SignalSet;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.TraceState;
import io.tombolo.proc.internal.seccomp.TaskGate;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A task that another process traces: its stops, what the tracer learns of them and how it lets the task go on. The task stops on its
 * own thread; the tracer's are the other methods. State is guarded by the monitor of the process table.
 */
public final class Tracee implements TraceState, TaskGate.CallTracer {
    private static final int STOPPED = 0x7F;
    private static final int SYSTEM_CALL_MARK = 0x80;
    private static final int NOTHING = -1;

    private final Task task;
    private final Process tracer;
    private final ProcessTable table;
    private final boolean seized;
    private volatile int options;
    private volatile boolean stopped;
    private volatile boolean trapRequested;
    private volatile Resume resume = Resume.FREELY;
    private boolean listening;
    private boolean detached;
    private int report = NOTHING;
    private int resumeSignal;
    private int call = PTRACE_SYSCALL_INFO_NONE;
    private long eventMessage;
    private @Nullable SignalInfo info;
    private int exitStatus = NOTHING;

    /** How a task goes on. */
    enum Resume {
        FREELY,
        TO_SYSTEM_CALL,
        ONE_INSTRUCTION
    }

    Tracee(Task task, Process tracer, boolean seized, int options) {
        this.task = task;
        this.tracer = tracer;
        this.table = task.kernel().processes();
        this.seized = seized;
        this.options = options;
    }

    Task task() {
        return task;
    }

    Process tracer() {
        return tracer;
    }

    boolean seized() {
        return seized;
    }

    int options() {
        return options;
    }

    boolean wants(int option) {
        return (options & option) != 0;
    }

    void setOptions(int to) {
        options = to;
    }

    @Override
    public int tracerPid() {
        return tracer.pid();
    }

    @Override
    public boolean stopped() {
        return stopped;
    }

    // The task's own side.

    /** Stops until the tracer lets the task go or it dies; answers false if there is nobody to stop for. */
    private boolean stop(int code, @Nullable SignalInfo told) {
        if (task.exiting() || !begin(code, told)) {
            return false;
        }
        task.awaitKillable(() -> !stopped);
        stopped = false;
        task.cpu().setSingleStep(resume == Resume.ONE_INSTRUCTION);
        return true;
    }

    private boolean begin(int code, @Nullable SignalInfo told) {
        synchronized (table) {
            if (detached) {
                return false;
            }
            info = told;
            resumeSignal = 0;
            stopped = true;
            report(code);
            return true;
        }
    }

    /** The task is ending: stops once more, if the tracer wants it. That wait even a fatal signal does not end. */
    public void ending(int status) {
        if (wants(PTRACE_O_TRACEEXIT)) {
            eventMessage = status;
            int code = PTRACE_EVENT_EXIT << 8 | Signal.SIGTRAP;
            if (begin(code, SignalInfo.fault(Signal.SIGTRAP, code, 0))) {
                while (stopped) {
                    LockSupport.park(this);
                }
            }
        }
    }

    /** Tells the tracer of a stop: a signal, and above it an event. */
    private void report(int code) {
        report = code << 8 | STOPPED;
        SignalAction action = tracer.signals().actions().get(Signal.SIGCHLD);
        if (!action.ignores() && !action.has(Signal.SA_NOCLDSTOP)) {
            int user = task.credentials().realUser();
            tracer.signals()
                    .send(new SignalInfo(Signal.SIGCHLD, Signal.CLD_TRAPPED, 0, task.tid(), user, code & STOPPED, 0));
        }
        tracer.family().wakeWaiters();
    }

    private void trap(int code) {
        long address = task.cpu().registers().programCounter();
        var _ = stop(code, new SignalInfo(Signal.SIGTRAP, code, 0, 0, 0, address, 0));
    }

    /** Stops for a signal that is about to be delivered; answers what is delivered, null for nothing. */
    public @Nullable SignalInfo signalled(SignalInfo taken) {
        if (!stop(taken.signal(), taken)) {
            return taken;
        }
        SignalInfo told = info;
        int signal = resumeSignal;
        if (signal == 0 || told == null) {
            return null;
        }
        SignalInfo delivered =
                signal == told.signal() ? told : SignalInfo.fromUser(signal, tracer.pid(), tracer.user());
        if (SignalSet.has(task.signals().blocked(), signal)) {
            task.signals().send(delivered);
            return null;
        }
        return delivered;
    }

    @Override
    public void groupStop(Task stopping, int signal) {
        var _ = stop(seized ? PTRACE_EVENT_STOP << 8 | signal : signal, null);
    }

    /** Stops if the tracer has asked for it. */
    public void trapIfRequested() {
        if (trapRequested) {
            trapRequested = false;
            trap(PTRACE_EVENT_STOP << 8 | Signal.SIGTRAP);
        }
    }

    /** Stops for an event, if the tracer wants to know of it. */
    public boolean event(int option, int event, long message) {
        if (!wants(option)) {
            return false;
        }
        eventMessage = message;
        trap(event << 8 | Signal.SIGTRAP);
        return true;
    }

    /** The task runs another program. */
    public void executed(int formerTid) {
        if (!event(PTRACE_O_TRACEEXEC, PTRACE_EVENT_EXEC, formerTid) && !seized) {
            int pid = task.process().pid();
            task.signals()
                    .send(SignalInfo.fromUser(
                            Signal.SIGTRAP, pid, task.credentials().realUser()));
        }
    }

    @Override
    public boolean beforeCall(Task calling) {
        if (resume == Resume.TO_SYSTEM_CALL) {
            callStop(PTRACE_SYSCALL_INFO_ENTRY);
            if (calling.cpu().registers().systemCallNumber() == NOTHING) {
                calling.cpu().registers().setResult(-Errno.ENOSYS.number());
                return false;
            }
        }
        return !calling.exiting();
    }

    @Override
    public void afterCall(Task calling) {
        switch (resume) {
            case TO_SYSTEM_CALL -> callStop(PTRACE_SYSCALL_INFO_EXIT);
            case ONE_INSTRUCTION -> {
                long address = calling.cpu().registers().programCounter();
                calling.signals().send(SignalInfo.fault(Signal.SIGTRAP, Signal.TRAP_TRACE, address));
            }
            case FREELY -> {}
        }
    }

    private void callStop(int kind) {
        call = kind;
        trap(Signal.SIGTRAP | (wants(PTRACE_O_TRACESYSGOOD) ? SYSTEM_CALL_MARK : 0));
        call = PTRACE_SYSCALL_INFO_NONE;
        if (resumeSignal != 0) {
            task.signals().send(SignalInfo.fromUser(resumeSignal, tracer.pid(), tracer.user()));
        }
    }

    @Override
    public @Nullable Boolean filtered(Task calling, int data) {
        call = PTRACE_SYSCALL_INFO_SECCOMP;
        if (!event(PTRACE_O_TRACESECCOMP, PTRACE_EVENT_SECCOMP, data)) {
            return null;
        }
        call = PTRACE_SYSCALL_INFO_NONE;
        return calling.cpu().registers().systemCallNumber() != NOTHING;
    }

    // The tracer's side; the caller holds the table's monitor.

    /** Whether the tracer may look at the task and let it go on. */
    boolean held() {
        return stopped && !listening;
    }

    @Nullable
    SignalInfo info() {
        return info;
    }

    void setInfo(SignalInfo to) {
        info = to;
    }

    long eventMessage() {
        return eventMessage;
    }

    /** {@code PTRACE_SYSCALL_INFO_*}. */
    int call() {
        return call;
    }

    void letGo(Resume how, int signal) {
        resume = how;
        resumeSignal = signal;
        report = NOTHING;
        stopped = false;
        task.wake();
    }

    void requestTrap() {
        trapRequested = true;
        task.interrupt();
    }

    /** Keeps the task in the stop of its group, and tells the tracer when that is over. */
    void listen() {
        listening = true;
        report = NOTHING;
    }

    @Override
    public void continued() {
        if (listening) {
            listening = false;
            info = SignalInfo.fault(Signal.SIGTRAP, PTRACE_EVENT_STOP << 8 | Signal.SIGTRAP, 0);
            report(PTRACE_EVENT_STOP << 8 | Signal.SIGTRAP);
        }
    }

    /** Ends the tracing. */
    void detach(int signal) {
        detached = true;
        listening = false;
        letGo(Resume.FREELY, signal);
        task.setTrace(null);
        TaskGate.of(task).setTracer(null);
        task.interrupt();
    }

    /** The task has ended; its status is there for the tracer. */
    void end(int status) {
        exitStatus = status;
        stopped = false;
        tracer.family().wakeWaiters();
    }

    /** Whether it has ended, and nobody was told. */
    public boolean ended() {
        return exitStatus != NOTHING;
    }

    /** The status of wait(2) that the tracer has yet to learn; -1 for none. */
    public int report() {
        return ended() ? exitStatus : report;
    }

    /** The tracer has learnt it. */
    public void reported() {
        report = NOTHING;
        if (ended()) {
            tracer.family().tracees().remove(task);
        }
    }
}
