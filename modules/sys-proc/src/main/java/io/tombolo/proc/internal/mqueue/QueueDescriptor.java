package io.tombolo.proc.internal.mqueue;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.Poll;
import java.nio.charset.StandardCharsets;

/**
 * An open queue. So that poll(2) and epoll(7) see it as any other file, an event counter of the host stands for it: 0 can be written to
 * only, the largest value be read from only, and those between both.
 */
final class QueueDescriptor extends OpenFile {
    private static final long FULL = -2;

    private final PosixQueue queue;
    private final String name;
    private final Host host;
    private long shown;
    private long position;
    private int counter;

    QueueDescriptor(PosixQueue queue, String name, Host host, int statusFlags) {
        super(statusFlags);
        this.queue = queue;
        this.name = name;
        this.host = host;
        this.counter = host.polling().createEventCounter(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
        queue.add(this);
    }

    /** The queue behind a task's descriptor; throws {@code EBADF}. */
    static QueueDescriptor acquire(Task task, int descriptor) {
        OpenFile file = task.files().acquire(descriptor);
        if (file instanceof QueueDescriptor found) {
            return found;
        }
        file.release();
        throw ErrnoException.of(Errno.EBADF);
    }

    PosixQueue queue() {
        return queue;
    }

    /** Shows whether there are messages and room; called under the queue's monitor, and does not block. */
    synchronized void show(boolean messages, boolean room) {
        long value = !messages ? 0 : room ? 1 : FULL;
        if (value == shown || counter < 0) {
            return;
        }
        if (shown != 0) {
            var _ = host.polling().takeEvents(counter);
        }
        if (value != 0) {
            host.polling().addEvents(counter, value);
        }
        shown = value;
    }

    @Override
    public synchronized int hostDescriptor() {
        return counter;
    }

    @Override
    public long read(Task task, GuestBuffer buffer) {
        byte[] text = queue.status().getBytes(StandardCharsets.US_ASCII);
        synchronized (this) {
            int from = (int) Math.min(position, text.length);
            int length = buffer.put(text, from, (int) Math.min(buffer.remaining(), text.length - from));
            position += length;
            return length;
        }
    }

    @Override
    protected void close() {
        queue.remove(this);
        synchronized (this) {
            host.files().close(counter);
            counter = -1;
        }
    }

    @Override
    public String description() {
        return "/" + name;
    }
}
