package io.tombolo.core;

/**
 * The signal state of one task: its mask, its pending signals and its alternate stack. Pending signals are guarded by the
 * lock of {@link ProcessSignals}; the rest is changed by the task's own thread.
 */
public final class TaskSignals {
    private final Task task;
    final PendingSignals pending = new PendingSignals();
    /** Told to take part in a stop of the process; guarded as the pending signals are. */
    boolean mustStop;

    private volatile long blocked;
    private volatile long awaited;
    private long savedMask;
    private boolean maskSaved;
    private AlternateStack alternateStack = AlternateStack.NONE;

    TaskSignals(Task task) {
        this.task = task;
    }

    /** Sends a signal to this task, as tgkill(2). Any thread may call it. Answers false if it was dropped. */
    public boolean send(SignalInfo info) {
        return task.process().signals().sendTo(task, info);
    }

    /**
     * Sends a signal that the task cannot go on without: where it is blocked or ignored, the default action comes back and the
     * process dies of it ({@code force_sig_info}). On the task's own thread.
     */
    public void force(SignalInfo info) {
        SignalActions actions = task.process().signals().actions();
        if (SignalSet.has(blocked, info.signal()) || actions.get(info.signal()).ignores()) {
            actions.set(info.signal(), SignalAction.DEFAULT);
            setBlocked(blocked & ~SignalSet.of(info.signal()));
        }
        send(info);
    }

    /** The mask. */
    public long blocked() {
        return blocked;
    }

    /** Sets the mask, which never holds SIGKILL and SIGSTOP; signals that it lets through now are delivered on the way out. */
    public void setBlocked(long mask) {
        blocked = mask & ~SignalSet.UNBLOCKABLE;
        task.process().signals().recheck(task);
    }

    /** Signals that the task waits for although they are blocked: their arrival ends its wait. */
    public long awaited() {
        return awaited;
    }

    /** Sets what sigtimedwait(2) waits for; 0 when it ends. */
    public void setAwaited(long set) {
        awaited = set;
    }

    /**
     * Replaces the mask until the system call ends, as rt_sigsuspend(2), ppoll(2) and the like do: a handler runs under the
     * new mask and returns to the former one; without a handler {@link #restoreMask} brings it back.
     */
    public void replaceMask(long mask) {
        savedMask = blocked;
        maskSaved = true;
        setBlocked(mask);
    }

    /** Ends {@link #replaceMask} if it is in force. */
    public void restoreMask() {
        if (maskSaved) {
            maskSaved = false;
            setBlocked(savedMask);
        }
    }

    /** The mask that a signal frame stores, for the handler to return to. */
    public long maskForFrame() {
        return maskSaved ? savedMask : blocked;
    }

    /** A frame has been written: the handler's return ends {@link #replaceMask}. */
    public void takeMaskForFrame() {
        maskSaved = false;
    }

    /** Whether {@link #replaceMask} is in force. */
    public boolean maskReplaced() {
        return maskSaved;
    }

    /** Signals pending for this task alone. */
    public long pending() {
        return task.process().signals().pendingOf(task);
    }

    /** The alternate stack. */
    public AlternateStack alternateStack() {
        return alternateStack;
    }

    /** Sets it. */
    public void setAlternateStack(AlternateStack stack) {
        alternateStack = stack;
    }

    /** For a task cloned from another: takes over the mask. */
    public void inherit(TaskSignals parent) {
        blocked = parent.blocked;
    }

    /**
     * A stack for handlers; see sigaltstack(2).
     *
     * @param address its lowest byte
     * @param size in bytes; 0 for none
     * @param flags {@code SS_AUTODISARM} or 0
     */
    public record AlternateStack(long address, long size, int flags) {
        /** No alternate stack. */
        public static final AlternateStack NONE = new AlternateStack(0, 0, 0);

        /** Whether there is none. */
        public boolean disabled() {
            return size == 0;
        }

        /** Whether a stack pointer lies in it. */
        public boolean holds(long stackPointer) {
            return size != 0 && stackPointer - address > 0 && stackPointer - address <= size;
        }
    }
}
