package io.tombolo.mm.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.mm.internal.syscall.AdviceCalls;
import io.tombolo.mm.internal.syscall.AdviceCallsTable;
import io.tombolo.mm.internal.syscall.BarrierCalls;
import io.tombolo.mm.internal.syscall.BarrierCallsTable;
import io.tombolo.mm.internal.syscall.CrossMemoryCalls;
import io.tombolo.mm.internal.syscall.CrossMemoryCallsTable;
import io.tombolo.mm.internal.syscall.LockCalls;
import io.tombolo.mm.internal.syscall.LockCallsTable;
import io.tombolo.mm.internal.syscall.MappingCalls;
import io.tombolo.mm.internal.syscall.MappingCallsTable;
import io.tombolo.mm.internal.syscall.PolicyCalls;
import io.tombolo.mm.internal.syscall.PolicyCallsTable;
import io.tombolo.mm.internal.syscall.RemapCalls;
import io.tombolo.mm.internal.syscall.RemapCallsTable;
import io.tombolo.mm.internal.syscall.SharedMemoryCalls;
import io.tombolo.mm.internal.syscall.SharedMemoryCallsTable;

/** The tables of the module's system calls: one method for each class that has {@code @Syscall} methods. */
@dagger.Module
abstract class SystemCalls {
    @Provides
    @IntoSet
    static SyscallTable mapping(MappingCalls calls) {
        return new MappingCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable advice(AdviceCalls calls) {
        return new AdviceCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable barrier(BarrierCalls calls) {
        return new BarrierCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable crossMemory(CrossMemoryCalls calls) {
        return new CrossMemoryCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable lock(LockCalls calls) {
        return new LockCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable policy(PolicyCalls calls) {
        return new PolicyCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable sharedMemory(SharedMemoryCalls calls) {
        return new SharedMemoryCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable remap(RemapCalls calls) {
        return new RemapCallsTable(calls);
    }
}
