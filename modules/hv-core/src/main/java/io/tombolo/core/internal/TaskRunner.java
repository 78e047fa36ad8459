package io.tombolo.core.internal;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessManager;
import io.tombolo.core.spi.VirtualCpu;
import org.slf4j.LoggerFactory;

/** The loop of a task: guest code, the kernel's answer, pending work, and again. */
public final class TaskRunner implements Runnable {
    private final Task task;
    private final Dispatcher dispatcher;
    private final ProcessManager processes;

    private TaskRunner(Task task, Dispatcher dispatcher, ProcessManager processes) {
        this.task = task;
        this.dispatcher = dispatcher;
        this.processes = processes;
    }

    /** Runs a task on one of the threads. */
    public static void launch(Task task, Dispatcher dispatcher, ProcessManager processes, TaskThreads threads) {
        threads.start(new TaskRunner(task, dispatcher, processes));
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        thread.setName("guest-" + task.tid());
        task.setThread(thread);
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
