package io.tombolo.proc.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.proc.internal.lifecycle.ExitCalls;
import io.tombolo.proc.internal.lifecycle.ExitCallsTable;

/** The tables of the module's system calls: one method for each class that has {@code @Syscall} methods. */
@dagger.Module
abstract class SystemCalls {
    @Provides
    @IntoSet
    static SyscallTable exit(ExitCalls calls) {
        return new ExitCallsTable(calls);
    }
}
