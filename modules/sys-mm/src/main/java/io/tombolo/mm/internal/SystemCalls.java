package io.tombolo.mm.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.mm.internal.syscall.MappingCalls;
import io.tombolo.mm.internal.syscall.MappingCallsTable;

/** The tables of the module's system calls: one method for each class that has {@code @Syscall} methods. */
@dagger.Module
abstract class SystemCalls {
    @Provides
    @IntoSet
    static SyscallTable mapping(MappingCalls calls) {
        return new MappingCallsTable(calls);
    }
}
