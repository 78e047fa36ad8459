package io.tombolo.proc.internal.lifecycle;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceUsage;
import io.tombolo.core.Task;
import io.tombolo.core.VforkWait;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostClocks;
import io.tombolo.proc.internal.trace.Tracing;
import jakarta.inject.Inject;
import java.util.BitSet;

/** The end of a task: gives back what it holds, in the order of {@code do_exit}, and ends the process with its last task. */
public final class TaskExit {
    private final FutexExit futexExit;
    private final ProcessExit processExit;
    private final Host host;

    @Inject
    TaskExit(FutexExit futexExit, ProcessExit processExit, Host host) {
        this.futexExit = futexExit;
        this.processExit = processExit;
        this.host = host;
    }

    /** Ends the task whose thread this is. */
    public void end(Task task) {
        Process process = task.process();
        process.ending(task.exitStatus());
        Tracing.ending(task);
        futexExit.leaveMemory(task);
        addUsage(task);
        task.cpu().close();
        task.memory().release();
        VforkWait waiting = task.vfork();
        if (waiting != null) {
            waiting.complete();
        }
        task.files().release();
        task.fileSystem().release();
        giveThreadBack(task);
        task.kernel().processes().remove(task);
        boolean last = process.remove(task);
        Tracing.ended(task);
        if (last) {
            processExit.end(process);
        }
    }

    /** The thread may run another task next, which may use all processors. */
    private void giveThreadBack(Task task) {
        if (task.scheduling().affinity() != null) {
            BitSet all = new BitSet();
            all.set(0, Runtime.getRuntime().availableProcessors());
            host.process().setAffinity(all);
        }
    }

    private void addUsage(Task task) {
        // To count the pages may take time for each of them, so only the last task does it.
        boolean last = task.process().tasks().size() == 1;
        long resident = last ? task.memory().peakResident() >> 10 : 0;
        long processor = host.clocks().time(HostClocks.CLOCK_THREAD_CPUTIME_ID) - task.hostThreadTime();
        task.process().usage().addTask(new ResourceUsage.Times(processor, 0, resident, 0));
    }
}
