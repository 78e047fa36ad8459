package io.tombolo.proc.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.proc.internal.exec.ExecCalls;
import io.tombolo.proc.internal.exec.ExecCallsTable;
import io.tombolo.proc.internal.lifecycle.ExitCalls;
import io.tombolo.proc.internal.lifecycle.ExitCallsTable;
import io.tombolo.proc.internal.signal.SignalCalls;
import io.tombolo.proc.internal.signal.SignalCallsTable;

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
}
