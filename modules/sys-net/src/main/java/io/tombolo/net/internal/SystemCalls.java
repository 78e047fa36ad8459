package io.tombolo.net.internal;

import dagger.Provides;
import dagger.multibindings.IntoSet;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.net.internal.call.AddressCalls;
import io.tombolo.net.internal.call.AddressCallsTable;
import io.tombolo.net.internal.call.ConnectionCalls;
import io.tombolo.net.internal.call.ConnectionCallsTable;
import io.tombolo.net.internal.call.MessageCalls;
import io.tombolo.net.internal.call.MessageCallsTable;
import io.tombolo.net.internal.call.OptionCalls;
import io.tombolo.net.internal.call.OptionCallsTable;
import io.tombolo.net.internal.call.SocketCalls;
import io.tombolo.net.internal.call.SocketCallsTable;
import io.tombolo.net.internal.call.TransferCalls;
import io.tombolo.net.internal.call.TransferCallsTable;

/** The tables of the module's system calls: one method for each class that has {@code @Syscall} methods. */
@dagger.Module
abstract class SystemCalls {
    @Provides
    @IntoSet
    static SyscallTable addresses(AddressCalls calls) {
        return new AddressCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable connections(ConnectionCalls calls) {
        return new ConnectionCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable messages(MessageCalls calls) {
        return new MessageCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable options(OptionCalls calls) {
        return new OptionCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable sockets(SocketCalls calls) {
        return new SocketCallsTable(calls);
    }

    @Provides
    @IntoSet
    static SyscallTable transfers(TransferCalls calls) {
        return new TransferCallsTable(calls);
    }
}
