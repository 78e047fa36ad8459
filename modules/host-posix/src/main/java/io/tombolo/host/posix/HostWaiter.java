package io.tombolo.host.posix;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One task's place to wait for host descriptors, which any thread can end with {@link #wake}. Wake-ups are never lost:
 * one that comes before a wait ends that wait at once. They do not add up.
 *
 * <p>Only the owning task waits and closes; {@link #wake} is thread-safe. The descriptor behind it, an event counter,
 * is made by the first wait.
 */
public final class HostWaiter implements AutoCloseable {
    /** How a wait ended. */
    public enum Result {
        /** A descriptor has events. */
        READY,
        /** Somebody called {@link HostWaiter#wake}; descriptors may have events too. */
        WOKEN,
        /** The deadline has passed. */
        TIMEOUT
    }

    private static final int IDLE = 0;
    private static final int WAITING = 1;
    private static final int WOKEN = 2;

    private final HostPolling polling;
    private final HostFiles files;
    private final PollSet single = new PollSet();

    /**
     * IDLE or WAITING becomes WOKEN by {@link #wake}. Whoever turns WAITING into WOKEN, and nobody else, writes the
     * event counter; the waiter then reads it exactly once, and blocks for that write if it is still on its way. So no
     * write can hit the descriptor after the wait, when it may have been closed and given to another file.
     */
    private final AtomicInteger state = new AtomicInteger(IDLE);

    /** Null until the first wait. Its two ends are one descriptor where the host has event counters. */
    private HostDescriptors.@Nullable Pipe wakeUp;

    HostWaiter(HostPolling polling, HostFiles files) {
        this.polling = polling;
        this.files = files;
    }

    /**
     * Waits for one descriptor.
     *
     * @param descriptor the host's, or -1 to wait for a wake-up or the deadline only
     * @param events of {@code POLL*} in {@link Poll}
     * @param deadline a time of {@link System#nanoTime}, or {@link HostPolling#NO_DEADLINE}
     * @return how it ended; {@link Result#WOKEN} when several hold, so that a wake-up is never overlooked
     * @throws io.tombolo.core.spi.ErrnoException {@code EMFILE}, {@code ENFILE} or {@code ENOMEM} if the host has no
     *     descriptor for the first wait
     */
    public Result await(int descriptor, int events, long deadline) {
        single.clear();
        single.add(descriptor, events);
        return await(single, deadline);
    }

    /**
     * {@link #await(int, int, long)} for several descriptors; {@link PollSet#returned(int)} then says which are ready.
     */
    public Result await(PollSet descriptors, long deadline) {
        if (wakeUp == null) {
            wakeUp = polling.createWakeUp();
        }
        if (!state.compareAndSet(IDLE, WAITING)) {
            state.set(IDLE);
            return Result.WOKEN;
        }
        int ready;
        try {
            long entries = descriptors.addressWithLast(wakeUp.readEnd(), Poll.POLLIN);
            ready = polling.poll(entries, descriptors.size() + 1, deadline);
        } catch (RuntimeException e) {
            if (endWait()) {
                state.set(WOKEN);
            }
            throw e;
        }
        if (endWait()) {
            return Result.WOKEN;
        }
        return ready == 0 ? Result.TIMEOUT : Result.READY;
    }

    /** Leaves the waiting state and answers whether somebody had called {@link #wake}. */
    private boolean endWait() {
        if (state.getAndSet(IDLE) != WOKEN) {
            return false;
        }
        polling.takeEvents(Objects.requireNonNull(wakeUp).readEnd());
        return true;
    }

    /**
     * Ends the wait under way, or else the next one. Does not block and costs a host call only if the task is waiting.
     */
    public void wake() {
        if (state.getAndSet(WOKEN) == WAITING) {
            polling.addEvents(Objects.requireNonNull(wakeUp).writeEnd(), 1);
        }
    }

    /** Gives the descriptors back. Later wake-ups do nothing. */
    @Override
    public void close() {
        HostDescriptors.Pipe ends = wakeUp;
        if (ends == null) {
            return;
        }
        wakeUp = null;
        files.close(ends.readEnd());
        if (ends.writeEnd() != ends.readEnd()) {
            files.close(ends.writeEnd());
        }
    }
}
