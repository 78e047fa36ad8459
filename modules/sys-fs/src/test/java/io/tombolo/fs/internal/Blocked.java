package io.tombolo.fs.internal;

import io.tombolo.core.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A system call that is expected to block, made by a thread of its own. */
final class Blocked {
    private final CompletableFuture<Long> result = new CompletableFuture<>();

    private Blocked() {}

    /** Starts a call and returns at once. */
    static Blocked start(LongSupplier call) {
        Blocked blocked = new Blocked();
        Thread.ofPlatform().start(() -> {
            try {
                blocked.result.complete(call.getAsLong());
            } catch (RuntimeException | Error failure) {
                blocked.result.completeExceptionally(failure);
            }
        });
        return blocked;
    }

    /** Starts a call and returns when its task waits, or when the call has ended all the same. */
    @SuppressWarnings(
            "ThreadPriorityCheck") // a task announces its wait by a flag alone: there is nothing that wakes a test
    static Blocked until(Task task, LongSupplier call) {
        Blocked blocked = start(call);
        while (!task.waiting() && !blocked.result.isDone()) {
            Thread.yield();
        }
        return blocked;
    }

    /** Completes with what the call answers. */
    CompletableFuture<Long> result() {
        return result;
    }

    /** What the call answers. */
    long answer() throws Exception {
        return result.get(20, TimeUnit.SECONDS);
    }
}
