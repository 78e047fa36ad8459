package io.tombolo.proc.internal.message;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.ipc.IpcObject;
import io.tombolo.core.spi.ErrnoException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue and who waits for it. Its monitor guards it, except for what {@link IpcObject} has; the table's lock may be held
 * when it is taken, never the other way round. Whoever changes it wakes those who wait, and they look again.
 */
final class MessageQueue extends IpcObject {
    private final List<Message> messages = new ArrayList<>();
    private final Set<Task> waiters = new LinkedHashSet<>();
    private long bytes;
    private long limit = Ipc.MSGMNB;
    private long sent;
    private long received;
    private long changed = now();
    private int lastSender;
    private int lastReceiver;
    private boolean removed;

    MessageQueue(Credentials creator, int key, int flags) {
        super(creator, key, flags);
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    /** Adds a message; false if there is no room. Throws {@code EIDRM}. */
    synchronized boolean offer(Task sender, Message message) {
        requireThere();
        if (message.text().length + bytes > limit || messages.size() + 1 > limit) {
            return false;
        }
        messages.add(message);
        bytes += message.text().length;
        lastSender = sender.process().pid();
        sent = now();
        wakeAll();
        return true;
    }

    private void requireThere() {
        if (removed) {
            throw ErrnoException.of(Errno.EIDRM);
        }
    }

    private void wakeAll() {
        waiters.forEach(Task::wake);
    }

    /** Takes the first message that a filter wants; null if there is none. Throws {@code E2BIG}, {@code EIDRM}. */
    synchronized @Nullable Message take(Task receiver, MessageFilter filter) {
        requireThere();
        Message found = filter.find(messages);
        if (found == null) {
            return null;
        }
        if (found.text().length > filter.longest() && !filter.cuts()) {
            throw ErrnoException.of(Errno.E2BIG);
        }
        messages.remove(found);
        bytes -= found.text().length;
        lastReceiver = receiver.process().pid();
        received = now();
        wakeAll();
        return found;
    }

    /** The message at a place, which stays there; throws {@code ENOMSG}, {@code E2BIG}. */
    synchronized Message copy(long place, MessageFilter filter) {
        requireThere();
        if (place < 0 || place >= messages.size()) {
            throw ErrnoException.of(Errno.ENOMSG);
        }
        Message found = messages.get((int) place);
        if (found.text().length > filter.longest() && !filter.cuts()) {
            throw ErrnoException.of(Errno.E2BIG);
        }
        return found;
    }

    synchronized void addWaiter(Task task) {
        waiters.add(task);
    }

    synchronized void removeWaiter(Task task) {
        waiters.remove(task);
    }

    /** Ends all waits: the queue is no more. */
    synchronized void remove() {
        removed = true;
        messages.clear();
        wakeAll();
    }

    /** Changes how many bytes it may hold. */
    synchronized void setLimit(long to) {
        limit = to;
        changed = now();
        wakeAll();
    }

    /** What it is like at this moment. */
    synchronized Status status() {
        return new Status(sent, received, changed, bytes, messages.size(), limit, lastSender, lastReceiver);
    }

    /** Times in seconds since 1970, sizes in bytes, process identifiers; 0 for never and nobody. */
    record Status(
            long sent,
            long received,
            long changed,
            long bytes,
            long messages,
            long limit,
            int lastSender,
            int lastReceiver) {}
}
