package io.tombolo.fs.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.fs.internal.aio.AioCalls;
import io.tombolo.fs.internal.aio.AioCallsTable;
import io.tombolo.fs.internal.call.AttributeCalls;
import io.tombolo.fs.internal.call.AttributeCallsTable;
import io.tombolo.fs.internal.call.ControlCalls;
import io.tombolo.fs.internal.call.ControlCallsTable;
import io.tombolo.fs.internal.call.CopyCalls;
import io.tombolo.fs.internal.call.CopyCallsTable;
import io.tombolo.fs.internal.call.DescriptorCalls;
import io.tombolo.fs.internal.call.DescriptorCallsTable;
import io.tombolo.fs.internal.call.DirectoryCalls;
import io.tombolo.fs.internal.call.DirectoryCallsTable;
import io.tombolo.fs.internal.call.EventCalls;
import io.tombolo.fs.internal.call.EventCallsTable;
import io.tombolo.fs.internal.call.ExtendedAttributeCalls;
import io.tombolo.fs.internal.call.ExtendedAttributeCallsTable;
import io.tombolo.fs.internal.call.FileSystemCalls;
import io.tombolo.fs.internal.call.FileSystemCallsTable;
import io.tombolo.fs.internal.call.LockCalls;
import io.tombolo.fs.internal.call.LockCallsTable;
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
import io.tombolo.fs.internal.call.SyncCalls;
import io.tombolo.fs.internal.call.SyncCallsTable;
import io.tombolo.fs.internal.poll.EpollCalls;
import io.tombolo.fs.internal.poll.EpollCallsTable;
import io.tombolo.fs.internal.poll.PollCalls;
import io.tombolo.fs.internal.poll.PollCallsTable;

/** The tables of the module's system calls: one method for each class that has {@code @Syscall} methods. */
@dagger.Module
abstract class SystemCalls {
    @Provides
    @IntoSet
    static SyscallTable asynchronous(AioCalls calls) {
        return new AioCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable attributes(AttributeCalls calls) {
        return new AttributeCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable control(ControlCalls calls) {
        return new ControlCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable copying(CopyCalls calls) {
        return new CopyCallsTable(calls);
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
    static SyscallTable events(EventCalls calls) {
        return new EventCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable extendedAttributes(ExtendedAttributeCalls calls) {
        return new ExtendedAttributeCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable fileSystems(FileSystemCalls calls) {
        return new FileSystemCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable locks(LockCalls calls) {
        return new LockCallsTable(calls);
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

    @Provides
    @IntoSet
    static SyscallTable sync(SyncCalls calls) {
        return new SyncCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable epoll(EpollCalls calls) {
        return new EpollCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable poll(PollCalls calls) {
        return new PollCallsTable(calls);
    }
}
