package io.tombolo.core;

/** What a process has used, as getrusage(2) and wait4(2) tell it. Thread-safe. */
public final class ResourceUsage {
    private Times own = Times.NONE;
    private Times children = Times.NONE;

    /** Nothing used. */
    public ResourceUsage() {}

    /** Adds what an ended task has used. */
    public synchronized void addTask(Times times) {
        own = own.plus(times);
    }

    /** Adds what a child that was waited for has used, its own children included. */
    public synchronized void addChild(Times times) {
        children = children.plus(times);
    }

    /** What the ended tasks have used. */
    public synchronized Times endedTasks() {
        return own;
    }

    /** What the children that were waited for have used. */
    public synchronized Times children() {
        return children;
    }

    /**
     * Times and counts.
     *
     * @param userNanos processor time in guest code and in the modules that serve it
     * @param systemNanos processor time in the host's kernel
     * @param maximumResident the largest resident set in KiB
     * @param minorFaults page faults that needed no input
     */
    public record Times(long userNanos, long systemNanos, long maximumResident, long minorFaults) {
        /** Nothing used. */
        public static final Times NONE = new Times(0, 0, 0, 0);

        /** The sum; of resident sets the larger. */
        public Times plus(Times other) {
            return new Times(
                    userNanos + other.userNanos,
                    systemNanos + other.systemNanos,
                    Math.max(maximumResident, other.maximumResident),
                    minorFaults + other.minorFaults);
        }
    }
}
