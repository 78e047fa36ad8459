package io.tombolo.core;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The signal state that the tasks of a process share: actions, process-directed pending signals, and the stop in force.
 * Thread-safe. Its monitor guards the pending signals of the process and of its tasks; it may be taken while the {@link
 * ProcessTable}'s is held, never the other way round. Tasks are woken under it, so a task's waker must not block.
 *
 * <p>The rules are those of {@code kernel/signal.c}.
 */
public final class ProcessSignals {
    private static final int RLIMIT_SIGPENDING = 11;
    private static final long MOST_QUEUED = 1 << 15;

    private final Process process;
    private final PendingSignals shared = new PendingSignals();
    private final GroupStop stop;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile SignalActions actions = new SignalActions();

    ProcessSignals(Process process) {
        this.process = process;
        this.stop = new GroupStop(process, this);
    }

    /** The actions. */
    public SignalActions actions() {
        return actions;
    }

    /** Changes the table of actions, as clone(2) and execve(2) do. */
    public void setActions(SignalActions to) {
        actions = to;
    }

    /** Stopping and continuing all tasks. */
    public GroupStop stop() {
        return stop;
    }

    /**
     * Sends a signal to the process, as kill(2). Any thread may call it.
     *
     * @return false if it was dropped, since it would do nothing
     * @throws ErrnoException {@code EAGAIN} if too many signals of sigqueue(3) are pending
     */
    public boolean send(SignalInfo info) {
        return deliver(info, null);
    }

    boolean sendTo(Task task, SignalInfo info) {
        return deliver(info, task);
    }

    private boolean deliver(SignalInfo info, @Nullable Task target) {
        int signal = info.signal();
        if (signal == Signal.SIGKILL) {
            process.exit(Signal.SIGKILL);
            return true;
        }
        if (signal == Signal.SIGCONT) {
            stop.resume();
        }
        synchronized (this) {
            if (SignalSet.has(SignalSet.STOPPING, signal)) {
                discardLocked(SignalSet.of(Signal.SIGCONT));
            }
            if (dropped(signal, target)) {
                return false;
            }
            enqueue(info, target);
        }
        listeners.forEach(Runnable::run);
        return true;
    }

    /** What would do nothing is not even queued, unless it is blocked: the action may change before it is let through. */
    private boolean dropped(int signal, @Nullable Task target) {
        List<Task> tasks = process.tasks();
        Task judge = target != null || tasks.isEmpty() ? target : tasks.getFirst();
        if (judge == null) {
            return true;
        }
        if (judge.trace() != null) {
            // The tracer is told of every signal.
            return false;
        }
        long held = judge.signals().blocked() | judge.signals().awaited();
        return !SignalSet.has(held, signal) && actions.get(signal).drops(signal);
    }

    private void enqueue(SignalInfo info, @Nullable Task target) {
        PendingSignals pending = target == null ? shared : target.signals().pending;
        if (info.code() < 0 && pending.size() >= Math.min(process.limits().bound(RLIMIT_SIGPENDING), MOST_QUEUED)) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
        pending.add(info);
        Task taker = target != null ? (wants(target, info.signal()) ? target : null) : eligible(info.signal());
        if (taker != null) {
            taker.interrupt();
        }
    }

    private @Nullable Task eligible(int signal) {
        Task busy = null;
        for (Task task : process.tasks()) {
            if (wants(task, signal)) {
                if (!task.interrupted()) {
                    return task;
                }
                busy = busy == null ? task : busy;
            }
        }
        return busy;
    }

    private static boolean wants(Task task, int signal) {
        TaskSignals signals = task.signals();
        return !task.exiting()
                && (!SignalSet.has(signals.blocked(), signal) || SignalSet.has(signals.awaited(), signal));
    }

    /**
     * Takes the next signal of a set that is pending for a task or for the process.
     *
     * @return null if there is none
     */
    public synchronized @Nullable SignalInfo take(Task task, long wanted) {
        SignalInfo own = task.signals().pending.take(wanted);
        return own != null ? own : shared.take(wanted);
    }

    /** The signals that are pending for a task or for the process, blocked or not. */
    public synchronized long pending(Task task) {
        return task.signals().pending.set() | shared.set();
    }

    /** The signals that are pending for the process as a whole. */
    public synchronized long pending() {
        return shared.set();
    }

    synchronized long pendingOf(Task task) {
        return task.signals().pending.set();
    }

    /** Forgets pending signals of a set, for the process and all tasks. */
    public synchronized void discard(long set) {
        discardLocked(set);
    }

    void discardLocked(long set) {
        shared.discard(set);
        for (Task task : process.tasks()) {
            task.signals().pending.discard(set);
        }
    }

    /** After a change of a task's mask: flags what it lets through now, and offers what it holds back to other tasks. */
    synchronized void recheck(Task task) {
        long blocked = task.signals().blocked();
        if (((task.signals().pending.set() | shared.set()) & ~blocked) != 0) {
            task.interrupt();
        }
        offer(shared.set() & blocked, task);
    }

    /** Offers process-directed signals that an ending task may have been chosen for to the others. */
    synchronized void leaving(Task task) {
        offer(shared.set(), task);
    }

    private void offer(long signals, Task except) {
        if (signals == 0) {
            return;
        }
        for (Task other : process.tasks()) {
            if (other != except && (signals & ~other.signals().blocked()) != 0) {
                other.interrupt();
            }
        }
    }

    /** Adds someone to be told after each signal that was sent, such as a signal descriptor. It must not block. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /** Removes a listener. */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
