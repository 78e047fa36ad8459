package io.tombolo.proc.internal.time;

/** The time that an interval timer goes by, in nanoseconds. Thread-safe. */
interface TimeSource {
    /** The time of {@link System#nanoTime}. */
    TimeSource REAL = new TimeSource() {
        @Override
        public long now() {
            return System.nanoTime();
        }

        @Override
        public boolean isReal() {
            return true;
        }

        @Override
        public long soonest(long remaining) {
            return remaining;
        }
    };

    /** Now. */
    long now();

    /** Whether it is the time of {@link System#nanoTime}. */
    default boolean isReal() {
        return false;
    }

    /** How long by {@link System#nanoTime} it takes at least until so much of this time has passed. */
    long soonest(long remaining);
}
