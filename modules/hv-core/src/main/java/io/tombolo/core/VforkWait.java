package io.tombolo.core;

/** A parent that waits in vfork(2) until its child has called execve(2) or ended. */
public final class VforkWait {
    private final Task parent;
    private volatile boolean done;

    /** The waiting parent. */
    public VforkWait(Task parent) {
        this.parent = parent;
    }

    /** The child uses the parent's memory no more. */
    public void complete() {
        done = true;
        parent.wake();
    }

    /** Waits on the parent's thread; only a fatal signal ends it early. */
    public void await() {
        parent.awaitKillable(() -> done);
    }
}
