package io.tombolo.proc.internal.lifecycle;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessManager;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostClocks;
import io.tombolo.proc.internal.exec.FirstProcess;
import io.tombolo.proc.internal.signal.Faults;
import io.tombolo.proc.internal.signal.SignalDelivery;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.BitSet;
import java.util.List;

/** The module's side of the task loop. */
@Singleton
public final class StandardProcessManager implements ProcessManager {
    private final FirstProcess firstProcess;
    private final Faults faults;
    private final SignalDelivery delivery;
    private final TaskExit taskExit;
    private final Host host;

    @Inject
    StandardProcessManager(
            FirstProcess firstProcess, Faults faults, SignalDelivery delivery, TaskExit taskExit, Host host) {
        this.firstProcess = firstProcess;
        this.faults = faults;
        this.delivery = delivery;
        this.taskExit = taskExit;
        this.host = host;
    }

    @Override
    public Process start(String path, List<String> arguments, List<String> environment) {
        return firstProcess.start(path, arguments, environment);
    }

    @Override
    public void taskStarted(Task task) {
        task.setHostThread(host.process().threadId(), host.clocks().time(HostClocks.CLOCK_THREAD_CPUTIME_ID));
        BitSet processors = task.scheduling().affinity();
        if (processors != null) {
            host.process().setAffinity(processors);
        }
    }

    @Override
    public void handleException(Task task, Exit exit, FaultResult fault) {
        faults.raise(task, exit, fault);
    }

    @Override
    public void beforeResume(Task task) {
        delivery.beforeResume(task);
    }

    @Override
    public void taskEnded(Task task) {
        taskExit.end(task);
    }
}
