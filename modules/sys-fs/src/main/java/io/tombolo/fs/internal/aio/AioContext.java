package io.tombolo.fs.internal.aio;

import io.tombolo.core.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The queue of a context: what has been done and not yet been fetched. Thread-safe. */
final class AioContext {
    /** Bytes of the ring's head and of an event in it; a ring fills whole pages, whatever was asked for. */
    private static final int RING_HEAD = 32;

    private static final int EVENT = 32;
    private static final int PAGE = 4096;

    private final int capacity;
    private final Deque<Event> events = new ArrayDeque<>();
    private final Set<Task> waiting = new HashSet<>();
    private int reserved;
    private boolean destroyed;

    /**
     * What became of a request.
     *
     * @param data the guest's own
     * @param request address of the {@code struct iocb}
     * @param result as the call answers it: a length or a negative errno
     */
    record Event(long data, long request, long result) {}

    /**
     * An empty one.
     *
     * @param requests how many the guest wants to have under way at once
     * @param processors of the machine: the kernel adds some room for each
     */
    AioContext(int requests, int processors) {
        long wanted = Math.max(requests, 4L * processors) * 2 + 2;
        long pages = (RING_HEAD + EVENT * wanted + PAGE - 1) / PAGE;
        // One place in the ring stays empty.
        this.capacity = (int) ((pages * PAGE - RING_HEAD) / EVENT - 1);
    }

    /** Sets room for an event aside; tells whether there is any. */
    synchronized boolean reserve() {
        if (destroyed || events.size() + reserved >= capacity) {
            return false;
        }
        reserved++;
        return true;
    }

    /** Gives up room that was set aside. */
    synchronized void cancel() {
        reserved--;
    }

    /** Puts an event in the room set aside for it. */
    void complete(Event event) {
        List<Task> woken;
        synchronized (this) {
            reserved--;
            events.add(event);
            woken = List.copyOf(waiting);
        }
        woken.forEach(Task::wake);
    }

    /** Whether so many events can be fetched, or none will come any more. */
    private synchronized boolean isReady(int count) {
        return destroyed || events.size() >= count;
    }

    /** Waits until there are so many events, a signal is pending or the deadline has passed. */
    void await(Task task, int count, long deadline) {
        if (isReady(count)) {
            return;
        }
        synchronized (this) {
            waiting.add(task);
        }
        try {
            task.await(() -> isReady(count), deadline);
        } finally {
            synchronized (this) {
                waiting.remove(task);
            }
        }
    }

    /** Takes the oldest events, at most so many. */
    synchronized List<Event> take(int most) {
        List<Event> taken = new ArrayList<>();
        while (taken.size() < most && !events.isEmpty()) {
            taken.add(events.remove());
        }
        return taken;
    }

    /** Puts events back that the guest could not be given. */
    synchronized void putBack(List<Event> taken) {
        taken.reversed().forEach(events::addFirst);
    }

    /** Forgets everything and wakes who waits. */
    void destroy() {
        List<Task> woken;
        synchronized (this) {
            destroyed = true;
            events.clear();
            woken = List.copyOf(waiting);
        }
        woken.forEach(Task::wake);
    }
}
