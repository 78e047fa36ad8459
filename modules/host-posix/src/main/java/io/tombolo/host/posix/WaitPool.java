package io.tombolo.host.posix;

import io.tombolo.core.Task;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.ErrnoException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Places to wait for host descriptors, lent to tasks while they block. A late wake-up for a former borrower only makes a
 * wait look again. Thread-safe.
 */
public final class WaitPool implements AutoCloseable {
    /** The deadline of a wait that has none. */
    public static final long FOREVER = HostPolling.NO_DEADLINE;

    private final Host host;
    private final ArrayDeque<Place> free = new ArrayDeque<>();
    private boolean closed;

    /** An empty pool. */
    public WaitPool(Host host) {
        this.host = host;
    }

    /**
     * Waits until a descriptor has events.
     *
     * @param descriptor the host's; -1 to wait for the deadline or a signal only
     * @param deadline by {@link System#nanoTime}, or {@link #FOREVER}
     * @return false if the deadline has passed
     * @throws ErrnoException {@code ERESTARTSYS} when the task has other work to do
     */
    public boolean await(Task task, int descriptor, int events, long deadline) {
        return await(task, null, descriptor, events, deadline);
    }

    /** The same for several descriptors; {@link PollSet#returned} tells which are ready. */
    public boolean await(Task task, PollSet descriptors, long deadline) {
        return await(task, descriptors, -1, 0, deadline);
    }

    private boolean await(Task task, @Nullable PollSet set, int descriptor, int events, long deadline) {
        Place place = take();
        task.beginWait(place.wake);
        try {
            while (true) {
                if (task.interrupted()) {
                    throw ErrnoException.of(RestartCode.ERESTARTSYS);
                }
                HostWaiter.Result result = set == null
                        ? place.waiter.await(descriptor, events, deadline)
                        : place.waiter.await(set, deadline);
                if (result != HostWaiter.Result.WOKEN) {
                    return result == HostWaiter.Result.READY;
                }
            }
        } finally {
            task.endWait();
            giveBack(place);
        }
    }

    private synchronized Place take() {
        Place place = free.poll();
        return place == null ? new Place(host.newWaiter()) : place;
    }

    private synchronized void giveBack(Place place) {
        if (closed) {
            place.waiter.close();
        } else {
            free.push(place);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        free.forEach(place -> place.waiter.close());
        free.clear();
    }

    private static final class Place {
        final HostWaiter waiter;
        final Runnable wake;

        Place(HostWaiter waiter) {
            this.waiter = waiter;
            this.wake = waiter::wake;
        }
    }
}
