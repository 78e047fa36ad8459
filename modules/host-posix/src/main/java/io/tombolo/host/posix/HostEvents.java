package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.abi.Errno;
import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Descriptors by which Linux reports events: epoll(7), timerfd_create(2), inotify(7). Hosts other than Linux throw
 * {@code ENOSYS}. Thread-safe.
 */
public final class HostEvents {
    private final HostCalls calls;
    private final HostAbi abi;

    HostEvents(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /** Makes an epoll instance: {@code epoll_create1(2)}; the caller closes it. */
    public int createEpoll(int flags) {
        return (int) check(calls.call(SyscallNumbers.EPOLL_CREATE1, flags));
    }

    /**
     * Changes the interest list: {@code epoll_ctl(2)}.
     *
     * @param operation of {@code EPOLL_CTL_*} in {@link Poll}
     * @param events of {@code POLL*} and {@code EPOLL*}
     * @param data what {@link EpollEvents#data} answers
     */
    public void controlEpoll(int epoll, int operation, int descriptor, int events, long data) {
        NativeScratch memory = NativeScratch.current();
        memory.structures().putInt(0, events);
        memory.structures().putLong(abi.epollDataOffset(), data);
        check(calls.call(SyscallNumbers.EPOLL_CTL, epoll, operation, descriptor, memory.address()));
    }

    /** {@return room for that many events at once} */
    public EpollEvents newEpollEvents(int capacity) {
        return new EpollEvents(capacity, abi.epollEventSize(), abi.epollDataOffset());
    }

    /**
     * Waits for events: {@code epoll_pwait(2)}. A signal that the Java process gets does not end the wait.
     *
     * @param deadline a time of {@link System#nanoTime}, or {@link HostPolling#NO_DEADLINE}; rounded up to milliseconds
     * @return how many events there are; 0 once the deadline has passed
     */
    public int awaitEpoll(int epoll, EpollEvents events, long deadline) {
        while (true) {
            long count = calls.call(
                    SyscallNumbers.EPOLL_PWAIT,
                    epoll,
                    events.address(),
                    events.capacity(),
                    HostPolling.millisecondsUntil(deadline),
                    0,
                    0);
            if (count != Errno.EINTR.result()) {
                events.setCount((int) check(count));
                return events.count();
            }
        }
    }

    /**
     * Makes a timer: {@code timerfd_create(2)}; the caller closes it. Its expirations are taken by {@link
     * HostPolling#takeEvents}.
     */
    public int createTimer(int clock, int flags) {
        return (int) check(calls.call(SyscallNumbers.TIMERFD_CREATE, clock, flags));
    }

    /** Sets a timer: {@code timerfd_settime(2)}; {@code flags} of {@code TFD_TIMER_*}. Answers the previous setting. */
    public TimerSetting setTimer(int timer, int flags, TimerSetting setting) {
        NativeScratch memory = NativeScratch.current();
        putSetting(memory, setting);
        check(calls.call(
                SyscallNumbers.TIMERFD_SETTIME, timer, flags, memory.address(), memory.address() + TimerSetting.SIZE));
        return setting(memory, TimerSetting.SIZE);
    }

    /** How long a timer still runs: {@code timerfd_gettime(2)}. */
    public TimerSetting timer(int timer) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.TIMERFD_GETTIME, timer, memory.address()));
        return setting(memory, 0);
    }

    private static void putSetting(NativeScratch memory, TimerSetting setting) {
        memory.structures().putLong(0, setting.interval().seconds());
        memory.structures().putLong(8, setting.interval().nanoseconds());
        memory.structures().putLong(16, setting.value().seconds());
        memory.structures().putLong(24, setting.value().nanoseconds());
    }

    private static TimerSetting setting(NativeScratch memory, int offset) {
        return new TimerSetting(timestamp(memory, offset), timestamp(memory, offset + 16));
    }

    private static Timestamp timestamp(NativeScratch memory, int offset) {
        return new Timestamp(
                memory.structures().getLong(offset), memory.structures().getLong(offset + Long.BYTES));
    }

    /**
     * Makes an inotify instance: {@code inotify_init1(2)}; the caller closes it. Its events are read by {@link
     * HostFiles#read}.
     */
    public int createWatcher(int flags) {
        return (int) check(calls.call(SyscallNumbers.INOTIFY_INIT1, flags));
    }

    /** Watches a path: {@code inotify_add_watch(2)}; answers the watch's number. */
    public int addWatch(int watcher, byte[] path, int mask) {
        return (int) check(calls.call(
                SyscallNumbers.INOTIFY_ADD_WATCH,
                watcher,
                NativeScratch.current().path(path),
                mask));
    }

    /** Ends a watch: {@code inotify_rm_watch(2)}. */
    public void removeWatch(int watcher, int watch) {
        check(calls.call(SyscallNumbers.INOTIFY_RM_WATCH, watcher, watch));
    }
}
