package io.tombolo.proc.internal.mqueue;

import io.tombolo.core.Process;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A queue: messages by falling priority, first come first of each. Thread-safe; its monitor is taken last. */
final class PosixQueue {
    private final int user;
    private final int group;
    private final int mode;
    private final long mostMessages;
    private final long largestMessage;
    private final TreeMap<Integer, ArrayDeque<byte[]>> messages = new TreeMap<>();
    private final Set<Task> senders = new LinkedHashSet<>();
    private final Set<Task> receivers = new LinkedHashSet<>();
    private final Set<QueueDescriptor> descriptors = new LinkedHashSet<>();
    private int count;
    private long bytes;
    private @Nullable Notification notification;

    /** Made for its owner; {@code mode} has the permission bits. */
    PosixQueue(int user, int group, int mode, long mostMessages, long largestMessage) {
        this.user = user;
        this.group = group;
        this.mode = mode;
        this.mostMessages = mostMessages;
        this.largestMessage = largestMessage;
    }

    /**
     * Whom the next message in the empty queue tells.
     *
     * @param signal 0 for nobody, who still keeps others from asking
     */
    record Notification(Process process, int signal, long value) {}

    /** A message as it is received. */
    static final class Received {
        private final byte[] text;
        private final int priority;

        Received(byte[] text, int priority) {
            this.text = text;
            this.priority = priority;
        }

        byte[] text() {
            return text;
        }

        int priority() {
            return priority;
        }
    }

    int user() {
        return user;
    }

    int group() {
        return group;
    }

    int mode() {
        return mode;
    }

    long mostMessages() {
        return mostMessages;
    }

    long largestMessage() {
        return largestMessage;
    }

    /** How many messages it holds. */
    synchronized int count() {
        return count;
    }

    /** Adds a message; false if the queue is full. */
    synchronized boolean offer(Task sender, byte[] text, int priority) {
        if (count >= mostMessages) {
            return false;
        }
        boolean tells = count == 0 && receivers.isEmpty();
        messages.computeIfAbsent(priority, none -> new ArrayDeque<>()).add(text);
        count++;
        bytes += text.length;
        receivers.forEach(Task::wake);
        changed();
        if (tells) {
            tell(sender);
        }
        return true;
    }

    private void tell(Task sender) {
        Notification told = notification;
        notification = null;
        if (told != null && told.signal != 0) {
            int pid = sender.process().pid();
            int sendingUser = sender.credentials().realUser();
            told.process
                    .signals()
                    .send(new SignalInfo(told.signal, Signal.SI_MESGQ, 0, pid, sendingUser, told.value, 0));
        }
    }

    /** Takes the first message of the highest priority; null if there is none. */
    synchronized @Nullable Received take() {
        if (count == 0) {
            return null;
        }
        Map.Entry<Integer, ArrayDeque<byte[]>> highest = messages.lastEntry();
        int priority = highest.getKey();
        byte[] text = highest.getValue().remove();
        if (highest.getValue().isEmpty()) {
            messages.remove(priority);
        }
        count--;
        bytes -= text.length;
        senders.forEach(Task::wake);
        changed();
        return new Received(text, priority);
    }

    private void changed() {
        descriptors.forEach(each -> each.show(count > 0, count < mostMessages));
    }

    /** Adds a descriptor, which is told whether it can be read and written. */
    synchronized void add(QueueDescriptor descriptor) {
        descriptors.add(descriptor);
        descriptor.show(count > 0, count < mostMessages);
    }

    synchronized void remove(QueueDescriptor descriptor) {
        descriptors.remove(descriptor);
    }

    /** Adds a task that waits to receive, or to send. */
    synchronized void addWaiter(Task task, boolean receives) {
        (receives ? receivers : senders).add(task);
    }

    synchronized void removeWaiter(Task task, boolean receives) {
        (receives ? receivers : senders).remove(task);
    }

    /** Sets whom the next message tells; throws {@code EBUSY} if somebody else is set. */
    synchronized void setNotification(Notification wanted) {
        if (notification != null) {
            throw ErrnoException.of(Errno.EBUSY);
        }
        notification = wanted;
    }

    /** Forgets what a process has asked for. */
    synchronized void removeNotification(Process of) {
        if (notification != null && notification.process == of) {
            notification = null;
        }
    }

    /** What a read of the descriptor says. */
    synchronized String status() {
        Notification told = notification;
        return "QSIZE:%-10d NOTIFY:%-5d SIGNO:%-5d NOTIFY_PID:%-6d\n"
                .formatted(
                        bytes,
                        told != null && told.signal == 0 ? Signal.SIGEV_NONE : 0,
                        told == null ? 0 : told.signal,
                        told == null ? 0 : told.process.pid());
    }
}
