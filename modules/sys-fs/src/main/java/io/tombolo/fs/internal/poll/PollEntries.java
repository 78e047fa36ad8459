package io.tombolo.fs.internal.poll;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Poll;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.PollSet;
import io.tombolo.host.posix.WaitPool;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors of one poll(2) or select(2): guest descriptors with what is wanted of each, the open files behind them,
 * and the host's entries. A file without a host descriptor is always ready, as a regular file is.
 */
final class PollEntries implements AutoCloseable {
    private static final int ALWAYS_READY = Poll.POLLIN | Poll.POLLOUT | Poll.POLLRDNORM | Poll.POLLWRNORM;

    private final HostSystem host;
    private final WaitPool waits;
    private final @Nullable OpenFile[] files;
    private final int[] answers;
    private final PollSet set;
    private int size;
    private boolean answered;

    PollEntries(HostSystem host, WaitPool waits, int capacity) {
        this.host = host;
        this.waits = waits;
        this.set = host.scratch().pollSet();
        this.files = new OpenFile[capacity];
        this.answers = new int[capacity];
    }

    /** Adds a descriptor; a negative one is ignored. */
    void add(Task task, int descriptor, int events) {
        int index = size++;
        int hostDescriptor = -1;
        if (descriptor >= 0) {
            try {
                OpenFile file = task.files().acquire(descriptor);
                files[index] = file;
                hostDescriptor = file.hostDescriptor();
                if (hostDescriptor < 0) {
                    answer(index, events & ALWAYS_READY);
                }
            } catch (ErrnoException notOpen) {
                answer(index, Poll.POLLNVAL);
            }
        }
        set.add(hostDescriptor, events);
    }

    private void answer(int index, int events) {
        answers[index] = events;
        answered |= events != 0;
    }

    /** Whether a descriptor was not open. */
    boolean hasInvalid() {
        for (int index = 0; index < size; index++) {
            if (answers[index] == Poll.POLLNVAL) {
                return true;
            }
        }
        return false;
    }

    /** What holds for an entry. */
    int events(int index) {
        return answers[index] != 0 ? answers[index] : set.returned(index);
    }

    /** How many entries there are. */
    int size() {
        return size;
    }

    /**
     * Looks, and waits if nothing holds yet.
     *
     * @param deadline by {@link System#nanoTime}; in the past to look only
     * @return how many entries have events; 0 once the deadline has passed
     * @throws ErrnoException {@code ERESTARTSYS} when a signal is to be delivered
     */
    int await(Task task, long deadline) {
        host.host().polling().poll(set.address(), set.size(), System.nanoTime());
        int ready = count();
        if (ready > 0 || answered || (deadline != WaitPool.FOREVER && deadline <= System.nanoTime())) {
            return ready;
        }
        waits.await(task, set, deadline);
        return count();
    }

    private int count() {
        int ready = 0;
        for (int index = 0; index < size; index++) {
            if (events(index) != 0) {
                ready++;
            }
        }
        return ready;
    }

    /** The descriptors were more than a process may have. */
    static void requireCount(long count, long limit) {
        if (count < 0 || count > limit) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    @Override
    public void close() {
        for (int index = 0; index < size; index++) {
            OpenFile file = files[index];
            if (file != null) {
                file.release();
            }
        }
    }
}
