package io.tombolo.fs.internal.aio;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.ProcessMemory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The contexts of each process memory, by their identifiers. They go with it: nothing is inherited by fork or exec. Thread-safe. */
@Singleton
final class AioContexts {
    private final Map<ProcessMemory, Map<Long, AioContext>> contexts = new WeakHashMap<>();

    @Inject
    AioContexts() {}

    /** Adds one. */
    synchronized void add(Task task, long identifier, AioContext context) {
        contexts.computeIfAbsent(task.memory(), memory -> new HashMap<>()).put(identifier, context);
    }

    /**
     * One of the task's.
     *
     * @throws ErrnoException {@code EINVAL} if it has none of that name
     */
    synchronized AioContext get(Task task, long identifier) {
        return required(contexts.getOrDefault(task.memory(), Map.of()).get(identifier));
    }

    /**
     * Takes one away.
     *
     * @throws ErrnoException {@code EINVAL} if there is none of that name
     */
    synchronized AioContext remove(Task task, long identifier) {
        Map<Long, AioContext> ofTask = contexts.get(task.memory());
        return required(ofTask == null ? null : ofTask.remove(identifier));
    }

    private static AioContext required(@Nullable AioContext context) {
        if (context == null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return context;
    }
}
