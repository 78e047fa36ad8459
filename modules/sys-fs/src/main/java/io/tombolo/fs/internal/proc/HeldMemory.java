package io.tombolo.fs.internal.proc;

import io.tombolo.core.Task;
import io.tombolo.core.spi.ProcessMemory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at the memory of a task that may end meanwhile: the memory stays while it is looked at. */
final class HeldMemory {
    private HeldMemory() {}

    /** The memory with a reference for the caller; null if there is none any more. */
    static @Nullable ProcessMemory acquire(@Nullable Task task) {
        ProcessMemory memory = task == null ? null : task.memory();
        return memory != null && memory.tryRetain() ? memory : null;
    }

    /**
     * What is to be told of a task's memory.
     *
     * @param gone what is told if there is none any more
     */
    static <R> R look(@Nullable Task task, R gone, Function<ProcessMemory, R> at) {
        ProcessMemory memory = acquire(task);
        if (memory == null) {
            return gone;
        }
        try {
            return at.apply(memory);
        } finally {
            memory.release();
        }
    }
}
