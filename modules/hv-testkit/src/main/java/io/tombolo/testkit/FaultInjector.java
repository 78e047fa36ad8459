package io.tombolo.testkit;

import io.tombolo.core.abi.Errno;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * A host whose calls fail on demand: it passes every call on, except that the n-th call that matches a plan answers an errno, or transfers less
 * than asked, once. It keeps a record of the calls and of the descriptors that were opened through it and are still open, so that a test can tell
 * what leaks.
 *
 * {@snippet :
 * FaultInjector.failEachCall(host.calls(), FaultInjector.ANY_CALL, Errno.ENOMEM, injector -> {
 *     attempt(Host.of(injector));
 *     assertEquals(Set.of(), injector.openDescriptors());
 * });
 * }
 *
 * <p>Thread-safe.
 */
public final class FaultInjector implements HostCalls {
    /** Matches every call. */
    public static final IntPredicate ANY_CALL = number -> true;

    private static final Set<Integer> OPENING = Set.of(
            SyscallNumbers.OPENAT,
            SyscallNumbers.OPENAT2,
            SyscallNumbers.DUP,
            SyscallNumbers.DUP3,
            SyscallNumbers.EVENTFD2,
            SyscallNumbers.EPOLL_CREATE1,
            SyscallNumbers.TIMERFD_CREATE,
            SyscallNumbers.SIGNALFD4,
            SyscallNumbers.INOTIFY_INIT1,
            SyscallNumbers.MEMFD_CREATE,
            SyscallNumbers.PIDFD_OPEN,
            SyscallNumbers.SOCKET,
            SyscallNumbers.ACCEPT,
            SyscallNumbers.ACCEPT4);
    private static final Set<Integer> TRANSFERS =
            Set.of(SyscallNumbers.READ, SyscallNumbers.WRITE, SyscallNumbers.PREAD64, SyscallNumbers.PWRITE64);
    private static final int F_DUPFD = 0;
    private static final int F_DUPFD_CLOEXEC = 1030;

    private final HostCalls host;
    private final List<Plan> plans = new ArrayList<>();
    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Set<Integer> open = new ConcurrentSkipListSet<>();
    private final AtomicInteger injected = new AtomicInteger();

    /** A call that was made. */
    public record Call(int number, long a0, long a1, long a2, long result) {}

    /** What happens to the n-th matching call: an errno, or a transfer of at most {@code length} bytes. */
    private record Plan(IntPredicate matches, int nth, AtomicInteger seen, int errno, long length) {
        boolean hits(int number) {
            return matches.test(number) && seen.incrementAndGet() == nth;
        }
    }

    /** What is tried while calls fail. */
    @FunctionalInterface
    public interface Scenario {
        /** Does something through the injector and checks that it left everything in order, whether or not it failed. */
        void run(FaultInjector injector) throws Exception;
    }

    /**
     * Stands before a host.
     *
     * @param host usually {@code Host.system().calls()}
     */
    public FaultInjector(HostCalls host) {
        this.host = host;
    }

    /**
     * Lets a call fail once. To be told before the first call.
     *
     * @param matches which calls count, by their {@link SyscallNumbers}
     * @param nth which of them fails, from 1
     * @param errno what it answers; the host is not called, except that close(2) closes as it does on Linux
     * @return this
     */
    public FaultInjector failOnce(IntPredicate matches, int nth, Errno errno) {
        plans.add(new Plan(matches, nth, new AtomicInteger(), errno.number(), 0));
        return this;
    }

    /** As {@link #failOnce(IntPredicate, int, Errno)}, for one kind of call. */
    public FaultInjector failOnce(int number, int nth, Errno errno) {
        return failOnce(n -> n == number, nth, errno);
    }

    /**
     * Lets a read or write transfer less than asked, once. To be told before the first call.
     *
     * @param number {@code READ}, {@code WRITE}, {@code PREAD64} or {@code PWRITE64}
     * @param nth which of them, from 1
     * @param length the most bytes that it transfers
     * @return this
     */
    public FaultInjector shortenOnce(int number, int nth, long length) {
        if (!TRANSFERS.contains(number)) {
            throw new IllegalArgumentException("call " + number + " is no plain read or write");
        }
        plans.add(new Plan(n -> n == number, nth, new AtomicInteger(), 0, length));
        return this;
    }

    /**
     * Runs a scenario again and again, with the first, second, third... matching call failing, until it makes too few calls for the next one to
     * fail.
     *
     * @return how many calls were made to fail
     */
    public static int failEachCall(HostCalls host, IntPredicate matches, Errno errno, Scenario scenario)
            throws Exception {
        for (int nth = 1; ; nth++) {
            FaultInjector injector = new FaultInjector(host).failOnce(matches, nth, errno);
            try {
                scenario.run(injector);
            } catch (AssertionError failure) {
                throw new AssertionError("with " + errno + " from call " + nth + ": " + failure.getMessage(), failure);
            }
            if (injector.injected() == 0) {
                return nth - 1;
            }
        }
    }

    @Override
    public long call(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        long length = a2;
        for (Plan plan : plans) {
            if (plan.hits(number)) {
                injected.incrementAndGet();
                if (plan.errno != 0) {
                    return fail(number, a0, a1, a2, plan.errno);
                }
                length = Math.min(length, plan.length);
            }
        }
        if (number == SyscallNumbers.CLOSE) {
            // Before the call: the number may be given out again as soon as it is closed.
            open.remove((int) a0);
        }
        long result = host.call(number, a0, a1, length, a3, a4, a5);
        record(number, a0, a1, result);
        calls.add(new Call(number, a0, a1, length, result));
        return result;
    }

    private long fail(int number, long a0, long a1, long a2, int errno) {
        if (number == SyscallNumbers.CLOSE) {
            // On Linux the descriptor has gone whatever close(2) answers.
            open.remove((int) a0);
            host.call(number, a0);
        }
        calls.add(new Call(number, a0, a1, a2, -errno));
        return -errno;
    }

    private void record(int number, long a0, long a1, long result) {
        if (result < 0) {
            return;
        }
        if (OPENING.contains(number) || (number == SyscallNumbers.FCNTL && (a1 == F_DUPFD || a1 == F_DUPFD_CLOEXEC))) {
            open.add((int) result);
        } else if (number == SyscallNumbers.PIPE2) {
            open.add(NativeMemory.getInt(a0));
            open.add(NativeMemory.getInt(a0 + Integer.BYTES));
        } else if (number == SyscallNumbers.CLOSE_RANGE) {
            open.removeIf(descriptor -> descriptor >= a0 && descriptor <= (a1 & 0xFFFFFFFFL));
        }
    }

    /** {@return the host's descriptors that were opened through this and are still open} */
    public Set<Integer> openDescriptors() {
        return new TreeSet<>(open);
    }

    /** {@return the calls so far, in the order in which they ended} */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** {@return how often a call of this kind was made} */
    public int count(int number) {
        return (int) calls.stream().filter(call -> call.number == number).count();
    }

    /** {@return how many calls were disturbed so far} */
    public int injected() {
        return injected.get();
    }
}
