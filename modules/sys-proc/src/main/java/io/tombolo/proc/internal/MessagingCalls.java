package io.tombolo.proc.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.proc.internal.message.MessageCalls;
import io.tombolo.proc.internal.message.MessageCallsTable;
import io.tombolo.proc.internal.message.MessageControl;
import io.tombolo.proc.internal.message.MessageControlTable;
import io.tombolo.proc.internal.mqueue.QueueCalls;
import io.tombolo.proc.internal.mqueue.QueueCallsTable;
import io.tombolo.proc.internal.semaphore.SemaphoreCalls;
import io.tombolo.proc.internal.semaphore.SemaphoreCallsTable;
import io.tombolo.proc.internal.semaphore.SemaphoreControl;
import io.tombolo.proc.internal.semaphore.SemaphoreControlTable;

/** The tables of the system calls by which processes wait for one another and send messages: System V's and POSIX's. */
@dagger.Module
abstract class MessagingCalls {
    @Provides
    @IntoSet
    static SyscallTable semaphores(SemaphoreCalls calls) {
        return new SemaphoreCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable semaphoreControl(SemaphoreControl calls) {
        return new SemaphoreControlTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable messages(MessageCalls calls) {
        return new MessageCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable messageControl(MessageControl calls) {
        return new MessageControlTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable queues(QueueCalls calls) {
        return new QueueCallsTable(calls);
    }
}
