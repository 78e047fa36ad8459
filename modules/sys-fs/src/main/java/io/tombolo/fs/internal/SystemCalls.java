package io.tombolo.fs.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.fs.internal.call.ControlCalls;
import io.tombolo.fs.internal.call.ControlCallsTable;
import io.tombolo.fs.internal.call.DescriptorCalls;
import io.tombolo.fs.internal.call.DescriptorCallsTable;
import io.tombolo.fs.internal.call.DirectoryCalls;
import io.tombolo.fs.internal.call.DirectoryCallsTable;
import io.tombolo.fs.internal.call.NameCalls;
import io.tombolo.fs.internal.call.NameCallsTable;
import io.tombolo.fs.internal.call.OpenCalls;
import io.tombolo.fs.internal.call.OpenCallsTable;
import io.tombolo.fs.internal.call.PipeCalls;
import io.tombolo.fs.internal.call.PipeCallsTable;
import io.tombolo.fs.internal.call.ReadWriteCalls;
import io.tombolo.fs.internal.call.ReadWriteCallsTable;
import io.tombolo.fs.internal.call.StatusCalls;
import io.tombolo.fs.internal.call.StatusCallsTable;

/** The tables of the module's system calls: one method for each class that has {@code @Syscall} methods. */
@dagger.Module
abstract class SystemCalls {
    @Provides
    @IntoSet
    static SyscallTable control(ControlCalls calls) {
        return new ControlCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable descriptors(DescriptorCalls calls) {
        return new DescriptorCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable directories(DirectoryCalls calls) {
        return new DirectoryCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable names(NameCalls calls) {
        return new NameCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable opening(OpenCalls calls) {
        return new OpenCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable pipes(PipeCalls calls) {
        return new PipeCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable readWrite(ReadWriteCalls calls) {
        return new ReadWriteCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable status(StatusCalls calls) {
        return new StatusCallsTable(calls);
    }
}
