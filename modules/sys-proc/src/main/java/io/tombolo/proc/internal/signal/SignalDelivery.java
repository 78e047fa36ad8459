package io.tombolo.proc.internal.signal;

import io.tombolo.core.Process;
import io.tombolo.core.ProcessSignals;
import io.tombolo.core.SignalAction;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.SignalSet;
import io.tombolo.core.Task;
import io.tombolo.core.TaskSignals;
import io.tombolo.core.TaskSignals.AlternateStack;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.SyscallInterceptor;
import io.tombolo.proc.internal.trace.Tracee;
import io.tombolo.proc.internal.trace.Tracing;
import jakarta.inject.Inject;

/**
 * What a task does before it returns to guest code: takes its signals, stops, dies, enters handlers, restarts the system call.
 * The order is that of {@code get_signal} and of {@code do_signal} in {@code arch/arm64/kernel/signal.c}.
 */
public final class SignalDelivery {
    private final Aarch64SignalFrame frame;

    @Inject
    SignalDelivery(Aarch64SignalFrame frame) {
        this.frame = frame;
    }

    /** Deals with all pending work of a task. */
    public void beforeResume(Task task) {
        SystemCallRestart restart = SystemCallRestart.prepare(task);
        boolean handled = false;
        do {
            task.clearPendingWork();
            handled |= deliverAll(task, restart);
        } while (task.hasPendingWork() && !task.exiting());
        if (!handled) {
            restart.withoutHandler(task);
            task.signals().restoreMask();
        }
    }

    private boolean deliverAll(Task task, SystemCallRestart restart) {
        ProcessSignals signals = task.process().signals();
        boolean handled = false;
        while (!task.exiting()) {
            Tracee tracee = Tracing.of(task);
            if (tracee != null) {
                tracee.trapIfRequested();
            }
            signals.stop().takePart(task);
            long generation = signals.stop().generation();
            SignalInfo info = signals.take(task, ~task.signals().blocked());
            if (info == null) {
                break;
            }
            if (tracee != null) {
                info = tracee.signalled(info);
                if (info == null) {
                    continue;
                }
                generation = signals.stop().generation();
            }
            handled |= deliver(task, info, generation, restart);
        }
        return handled;
    }

    /** Returns whether a handler was entered. */
    private boolean deliver(Task task, SignalInfo info, long generation, SystemCallRestart restart) {
        for (SyscallInterceptor interceptor : task.kernel().interceptors()) {
            interceptor.signalled(task, info.signal());
        }
        SignalAction action = task.process().signals().actions().get(info.signal());
        if (action.ignores()) {
            return false;
        }
        if (action.isDefault()) {
            takeDefault(task, info.signal(), generation);
            return false;
        }
        restart.beforeHandler(task, action);
        enter(task, info, action);
        return true;
    }

    private static void takeDefault(Task task, int signal, long generation) {
        Process process = task.process();
        if (SignalSet.has(SignalSet.IGNORED_BY_DEFAULT, signal)) {
            return;
        }
        if (!SignalSet.has(SignalSet.STOPPING, signal)) {
            process.exit(signal);
            return;
        }
        if (signal != Signal.SIGSTOP && inOrphanedGroup(process)) {
            return;
        }
        process.signals().stop().begin(signal, generation);
    }

    private static boolean inOrphanedGroup(Process process) {
        synchronized (process.kernel().processes()) {
            return process.family().group().orphaned();
        }
    }

    private void enter(Task task, SignalInfo info, SignalAction action) {
        if (action.has(Signal.SA_RESETHAND)) {
            task.process().signals().actions().set(info.signal(), SignalAction.DEFAULT);
        }
        if (!frame.push(task, info, action)) {
            if (info.signal() == Signal.SIGSEGV) {
                task.process().signals().actions().set(Signal.SIGSEGV, SignalAction.DEFAULT);
            }
            task.signals().force(SignalInfo.fromKernel(Signal.SIGSEGV));
            return;
        }
        TaskSignals signals = task.signals();
        long blocked = signals.blocked() | action.mask();
        if (!action.has(Signal.SA_NODEFER)) {
            blocked |= SignalSet.of(info.signal());
        }
        signals.setBlocked(blocked);
        if ((signals.alternateStack().flags() & Signal.SS_AUTODISARM) != 0) {
            signals.setAlternateStack(AlternateStack.NONE);
        }
    }
}
