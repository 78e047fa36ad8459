package io.tombolo.proc.internal.exec;

import io.tombolo.core.Credentials;
import io.tombolo.core.FileTable;
import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.TaskSignals;
import io.tombolo.core.VforkWait;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.Registers;
import io.tombolo.proc.internal.lifecycle.FutexExit;
import io.tombolo.proc.internal.time.TimerRegistry;
import jakarta.inject.Inject;

/** The point of no return of {@code execve}: a task becomes its process's only one and runs another program. */
final class ProgramChange {
    private final FutexExit futexExit;
    private final TimerRegistry timers;

    @Inject
    ProgramChange(FutexExit futexExit, TimerRegistry timers) {
        this.timers = timers;
        this.futexExit = futexExit;
    }

    /**
     * Ends the other tasks of the process and takes the leader's number over.
     *
     * @throws ErrnoException if the task is to end itself; nothing reaches the guest then
     */
    void becomeAlone(Task task) {
        Process process = task.process();
        if (process.tasks().size() == 1) {
            return;
        }
        if (!process.keepOnly(task) || !task.awaitKillable(() -> process.tasks().size() == 1)) {
            throw ErrnoException.of(RestartCode.ERESTARTNOINTR);
        }
        process.keepAll();
        if (task.tid() != process.pid()) {
            task.kernel().processes().renumber(task, process.pid());
        }
    }

    /** Puts a loaded program in the place of the task's present one. Cannot fail. */
    void commit(Task task, Program program, LoadedProgram loaded) {
        futexExit.leaveMemory(task);
        changeMemory(task, loaded.memory());
        VforkWait waiting = task.vfork();
        if (waiting != null) {
            task.setVfork(null);
            waiting.complete();
        }
        changeSharedState(task);
        Registers registers = task.cpu().registers();
        registers.clear();
        registers.setProgramCounter(loaded.entry());
        registers.setStackPointer(loaded.stackPointer());
        task.setName(program.name());
        task.setCredentials(task.credentials().forNewProgram());
        Process process = task.process();
        timers.programChanged(process);
        Credentials now = task.credentials();
        process.setDumpable(now.realUser() == now.effectiveUser() && now.realGroup() == now.effectiveGroup());
        process.setProgram(program.image().file().identity(), program.arguments());
        synchronized (task.kernel().processes()) {
            process.family().setExecuted();
            process.family().setExitSignal(Signal.SIGCHLD);
        }
    }

    private static void changeMemory(Task task, ProcessMemory memory) {
        ProcessMemory former = task.memory();
        task.setMemory(memory);
        task.cpu().attach(memory.addressSpace());
        former.release();
    }

    private static void changeSharedState(Task task) {
        FileTable files = task.files();
        if (files.references() > 1) {
            task.setFiles(files.fork());
            files.release();
        }
        task.files().closeForExec(null);
        Process process = task.process();
        process.signals().setActions(process.signals().actions().forNewProgram());
        task.signals().setAlternateStack(TaskSignals.AlternateStack.NONE);
        task.setRestart(null);
        task.setRobustList(0);
        task.setClearChildTid(0);
    }
}
