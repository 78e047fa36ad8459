package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.abi.Errno;
import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.ByteBuffer;

/**
 * Waits until descriptors of the host are ready, and makes the descriptors that carry events. Thread-safe. See {@link
 * HostWaiter} for waits that another thread can end.
 */
public final class HostPolling {
    /** The deadline of a wait that has none. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final HostCalls calls;
    private final HostAbi abi;

    HostPolling(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /**
     * The events that hold now for one descriptor, without waiting.
     *
     * @param events of {@code POLL*} in {@link Poll}
     * @return those that hold, with {@code POLLERR}, {@code POLLHUP}, {@code POLLNVAL} if they do; 0 for none
     */
    public int poll(int descriptor, int events) {
        NativeScratch memory = NativeScratch.current();
        PollSet.put(memory.structures(), 0, descriptor, events);
        int ready = poll(memory.address(), 1, System.nanoTime());
        return ready == 0 ? 0 : PollSet.returned(memory.structures(), 0);
    }

    /**
     * Waits for the first of several descriptors: {@code ppoll(2)}. A signal that the Java process gets does not end
     * the wait.
     *
     * @param entries the address of {@code count} {@code struct pollfd}, for example of a {@link PollSet}
     * @param deadline a time of {@link System#nanoTime}, one in the past to look only, or {@link #NO_DEADLINE}
     * @return how many entries have events; 0 once the deadline has passed
     */
    public int poll(long entries, int count, long deadline) {
        NativeScratch memory = NativeScratch.current();
        int timeOffset = NativeScratch.STRUCTURE_LIMIT - 2 * Long.BYTES;
        while (true) {
            long time = 0;
            if (deadline != NO_DEADLINE) {
                putDuration(memory.structures(), timeOffset, Math.max(0, deadline - System.nanoTime()));
                time = memory.address() + timeOffset;
            }
            long ready = calls.call(SyscallNumbers.PPOLL, entries, count, time, 0, 0);
            if (ready != Errno.EINTR.result()) {
                return (int) check(ready);
            }
        }
    }

    /** For calls that count milliseconds: rounded up, so that a wait does not end early; -1 for no deadline. */
    static int millisecondsUntil(long deadline) {
        if (deadline == NO_DEADLINE) {
            return -1;
        }
        long nanoseconds = Math.max(0, deadline - System.nanoTime());
        return (int) Math.min(Integer.MAX_VALUE, (nanoseconds + 999_999) / 1_000_000);
    }

    private static void putDuration(ByteBuffer memory, int offset, long nanoseconds) {
        memory.putLong(offset, nanoseconds / 1_000_000_000);
        memory.putLong(offset + Long.BYTES, nanoseconds % 1_000_000_000);
    }

    /** Makes what {@link HostWaiter} is woken by: an event counter, or a pipe where the host has none. */
    HostDescriptors.Pipe createWakeUp() {
        if (abi.hasEventCounters()) {
            int counter = createEventCounter(0, Poll.EFD_CLOEXEC);
            return new HostDescriptors.Pipe(counter, counter);
        }
        NativeScratch memory = NativeScratch.current();
        abi.createPipe(calls, memory.address(), Fcntl.O_CLOEXEC);
        return new HostDescriptors.Pipe(
                memory.structures().getInt(0), memory.structures().getInt(Integer.BYTES));
    }

    /**
     * Makes an event counter: {@code eventfd2(2)}.
     *
     * @param flags of {@code EFD_*} in {@link Poll}
     * @return a descriptor, which the caller closes
     */
    public int createEventCounter(int initial, int flags) {
        return (int) check(calls.call(SyscallNumbers.EVENTFD2, initial, flags));
    }

    /** Adds to an event counter; may block at 2^64 - 2, or throw {@code EAGAIN} if the descriptor does not block. */
    public void addEvents(int descriptor, long count) {
        NativeScratch memory = NativeScratch.current();
        memory.structures().putLong(0, count);
        check(calls.call(SyscallNumbers.WRITE, descriptor, memory.address(), Long.BYTES));
    }

    /**
     * Takes the events of a counter, or the expirations of a timer; blocks or throws {@code EAGAIN} if there are none.
     */
    public long takeEvents(int descriptor) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.READ, descriptor, memory.address(), Long.BYTES));
        return memory.structures().getLong(0);
    }
}
