package io.tombolo.proc.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.proc.internal.clone.CloneCalls;
import io.tombolo.proc.internal.clone.CloneCallsTable;
import io.tombolo.proc.internal.exec.ExecCalls;
import io.tombolo.proc.internal.exec.ExecCallsTable;
import io.tombolo.proc.internal.job.KillCalls;
import io.tombolo.proc.internal.job.KillCallsTable;
import io.tombolo.proc.internal.job.NumberCalls;
import io.tombolo.proc.internal.job.NumberCallsTable;
import io.tombolo.proc.internal.job.PriorityCalls;
import io.tombolo.proc.internal.job.PriorityCallsTable;
import io.tombolo.proc.internal.lifecycle.ExitCalls;
import io.tombolo.proc.internal.lifecycle.ExitCallsTable;
import io.tombolo.proc.internal.pidfd.PidfdCalls;
import io.tombolo.proc.internal.pidfd.PidfdCallsTable;
import io.tombolo.proc.internal.signal.SignalCalls;
import io.tombolo.proc.internal.signal.SignalCallsTable;
import io.tombolo.proc.internal.wait.WaitCalls;
import io.tombolo.proc.internal.wait.WaitCallsTable;

/** The tables of the module's system calls: one method for each class that has {@code @Syscall} methods. */
@dagger.Module
abstract class SystemCalls {
    @Provides
    @IntoSet
    static SyscallTable execution(ExecCalls calls) {
        return new ExecCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable exit(ExitCalls calls) {
        return new ExitCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable signals(SignalCalls calls) {
        return new SignalCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable cloning(CloneCalls calls) {
        return new CloneCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable waiting(WaitCalls calls) {
        return new WaitCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable numbers(NumberCalls calls) {
        return new NumberCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable sending(KillCalls calls) {
        return new KillCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable priority(PriorityCalls calls) {
        return new PriorityCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable descriptors(PidfdCalls calls) {
        return new PidfdCallsTable(calls);
    }
}
