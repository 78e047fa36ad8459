package io.tombolo.core.internal;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessManager;
import io.tombolo.core.spi.VirtualCpu;
import org.slf4j.LoggerFactory;

/** The loop of a task: guest code, the kernel's answer, pending work, and again. */
public final class TaskRunner implements Runnable {
    /** Deep enough for a system call's Java frames and a translator's nested guest calls. */
    private static final long STACK_BYTES = 1 << 20;

    private final Task task;
    private final Dispatcher dispatcher;
    private final ProcessManager processes;

    private TaskRunner(Task task, Dispatcher dispatcher, ProcessManager processes) {
        this.task = task;
        this.dispatcher = dispatcher;
        this.processes = processes;
    }

    /** Starts a task's thread. */
    public static void launch(Task task, Dispatcher dispatcher, ProcessManager processes) {
        TaskRunner runner = new TaskRunner(task, dispatcher, processes);
        Thread thread = new Thread(null, runner, "guest-" + task.tid(), STACK_BYTES, false);
        thread.setDaemon(true);
        task.setThread(thread);
        try {
            thread.start();
        } catch (OutOfMemoryError none) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
    }

    /** Waits until a task's thread has ended. */
    public static void join(Task task) {
        Thread thread = task.thread();
        if (thread != null && !thread.equals(Thread.currentThread())) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void run() {
        try {
            processes.taskStarted(task);
            while (!task.exiting()) {
                step();
            }
        } catch (RuntimeException | Error failure) {
            LoggerFactory.getLogger(TaskRunner.class).error("{} failed inside", task, failure);
            task.process().exit(Signal.SIGABRT);
        } finally {
            end();
        }
    }

    private void end() {
        try {
            dispatcher.ended(task);
        } finally {
            processes.taskEnded(task);
        }
    }

    private void step() {
        VirtualCpu cpu = task.cpu();
        Exit exit = cpu.run();
        if (exit == Exit.SystemCall.INSTANCE) {
            dispatcher.dispatch(task);
            if (task.hasPendingWork() || isRestart(task.systemCallResult())) {
                processes.beforeResume(task);
            }
            return;
        }
        task.forgetSystemCall();
        if (exit instanceof Exit.PageFault fault) {
            FaultResult result = task.memory().handleFault(fault.address(), fault.access());
            if (result != FaultResult.RESOLVED) {
                processes.handleException(task, exit, result);
            }
        } else if (exit != Exit.Kicked.INSTANCE) {
            processes.handleException(task, exit, FaultResult.RESOLVED);
        }
        if (task.hasPendingWork()) {
            processes.beforeResume(task);
        }
    }

    /** Results from -ERESTARTSYS to -ERESTART_RESTARTBLOCK never reach the guest. */
    private static boolean isRestart(long result) {
        return result <= -512 && result >= -516;
    }
}
