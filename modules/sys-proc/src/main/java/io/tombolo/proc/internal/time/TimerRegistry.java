package io.tombolo.proc.internal.time;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.abi.Resource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The timers of all processes of a kernel, made when a process first needs one. Thread-safe. */
@Singleton
public final class TimerRegistry {
    private final Alarms alarms;
    private final ProcessorTimes times;
    private final Map<Process, ProcessTimers> processes = new ConcurrentHashMap<>();

    @Inject
    TimerRegistry(Alarms alarms, ProcessorTimes times) {
        this.alarms = alarms;
        this.times = times;
    }

    /** The timers of a process. */
    ProcessTimers of(Process process) {
        ProcessTimers known = processes.get(process);
        return known != null ? known : processes.computeIfAbsent(process, this::create);
    }

    private ProcessTimers create(Process process) {
        ProcessTimers timers = new ProcessTimers(alarms, times, process);
        var _ = process.ended().thenRun(() -> {
            processes.remove(process);
            timers.close();
        });
        return timers;
    }

    /** A process runs another program: the timers of timer_create(2) are gone. */
    public void programChanged(Process process) {
        ProcessTimers timers = processes.get(process);
        if (timers != null) {
            timers.deleteAll();
        }
    }

    /** A process has another limit on its processor time, or has inherited one. */
    public void limitChanged(Process process) {
        boolean limited = process.limits().soft(Resource.RLIMIT_CPU) != ResourceLimits.INFINITY;
        if (limited || processes.containsKey(process)) {
            of(process).watchLimit();
        }
    }
}
