package io.tombolo.proc.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.proc.internal.futex.FutexCalls;
import io.tombolo.proc.internal.futex.FutexCallsTable;
import io.tombolo.proc.internal.identity.AdministrationCalls;
import io.tombolo.proc.internal.identity.AdministrationCallsTable;
import io.tombolo.proc.internal.identity.CapabilityCalls;
import io.tombolo.proc.internal.identity.CapabilityCallsTable;
import io.tombolo.proc.internal.identity.GroupCalls;
import io.tombolo.proc.internal.identity.GroupCallsTable;
import io.tombolo.proc.internal.identity.IoPriorityCalls;
import io.tombolo.proc.internal.identity.IoPriorityCallsTable;
import io.tombolo.proc.internal.identity.LimitCalls;
import io.tombolo.proc.internal.identity.LimitCallsTable;
import io.tombolo.proc.internal.identity.MachineCalls;
import io.tombolo.proc.internal.identity.MachineCallsTable;
import io.tombolo.proc.internal.identity.PrctlCalls;
import io.tombolo.proc.internal.identity.PrctlCallsTable;
import io.tombolo.proc.internal.identity.ProcessorCalls;
import io.tombolo.proc.internal.identity.ProcessorCallsTable;
import io.tombolo.proc.internal.identity.SchedulingCalls;
import io.tombolo.proc.internal.identity.SchedulingCallsTable;
import io.tombolo.proc.internal.identity.UserCalls;
import io.tombolo.proc.internal.identity.UserCallsTable;
import io.tombolo.proc.internal.job.CompareCalls;
import io.tombolo.proc.internal.job.CompareCallsTable;
import io.tombolo.proc.internal.seccomp.SeccompCalls;
import io.tombolo.proc.internal.seccomp.SeccompCallsTable;
import io.tombolo.proc.internal.time.AdjustmentCalls;
import io.tombolo.proc.internal.time.AdjustmentCallsTable;
import io.tombolo.proc.internal.time.ClockCalls;
import io.tombolo.proc.internal.time.ClockCallsTable;
import io.tombolo.proc.internal.time.TimerCalls;
import io.tombolo.proc.internal.time.TimerCallsTable;
import io.tombolo.proc.internal.time.UsageCalls;
import io.tombolo.proc.internal.time.UsageCallsTable;
import io.tombolo.proc.internal.trace.TraceCalls;
import io.tombolo.proc.internal.trace.TraceCallsTable;

/** The tables of the system calls that tell and change what a single task is and waits for: futexes, time, identity. */
@dagger.Module
abstract class TaskServiceCalls {
    @Provides
    @IntoSet
    static SyscallTable futex(FutexCalls calls) {
        return new FutexCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable clock(ClockCalls calls) {
        return new ClockCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable adjustment(AdjustmentCalls calls) {
        return new AdjustmentCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable timer(TimerCalls calls) {
        return new TimerCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable usage(UsageCalls calls) {
        return new UsageCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable user(UserCalls calls) {
        return new UserCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable group(GroupCalls calls) {
        return new GroupCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable machine(MachineCalls calls) {
        return new MachineCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable limit(LimitCalls calls) {
        return new LimitCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable scheduling(SchedulingCalls calls) {
        return new SchedulingCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable prctl(PrctlCalls calls) {
        return new PrctlCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable capability(CapabilityCalls calls) {
        return new CapabilityCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable processor(ProcessorCalls calls) {
        return new ProcessorCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable ioPriority(IoPriorityCalls calls) {
        return new IoPriorityCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable administration(AdministrationCalls calls) {
        return new AdministrationCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable seccomp(SeccompCalls calls) {
        return new SeccompCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable compare(CompareCalls calls) {
        return new CompareCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable trace(TraceCalls calls) {
        return new TraceCallsTable(calls);
    }
}
