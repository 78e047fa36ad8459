package io.tombolo.core.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of system calls and the services that stand behind them. */
public interface SyscallModule extends AutoCloseable {
    /** The system calls, as the compile-time processor made them from {@link Syscall} methods. */
    List<SyscallTable> tables();

    /**
     * A service that other modules ask the kernel for: {@link MemoryManager}, {@link FileSystem}, {@link ProcessManager}, or
     * an interface of the module's own.
     *
     * @return the service, or null if this module does not have it
     */
    default <S> @Nullable S service(Class<S> type) {
        return null;
    }

    /** Gives everything back; the kernel runs no guest code any more. */
    @Override
    default void close() {}
}
