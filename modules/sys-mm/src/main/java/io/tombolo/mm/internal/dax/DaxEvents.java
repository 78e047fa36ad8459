package io.tombolo.mm.internal.dax;

/**
 * Where a mapper tells of its operations: Java's flight recorder, if this Java machine has it on. The recorder's module is not part of a
 * start; it is there when somebody asked for a recording ({@code -XX:StartFlightRecording}).
 */
interface DaxEvents {
    /** Tells nobody. */
    DaxEvents NONE = () -> (operation, windowOffset, length, writable, errno) -> {};

    /** What was asked of a mapper. */
    enum Operation {
        /** {@link io.tombolo.core.spi.DaxMapper#setup}. */
        SETUP,
        /** {@link io.tombolo.core.spi.DaxMapper#upgrade}. */
        UPGRADE,
        /** {@link io.tombolo.core.spi.DaxMapper#remove}. */
        REMOVE,
        /** {@link io.tombolo.core.spi.DaxMapper#reset}. */
        RESET,
        /** {@link io.tombolo.core.spi.DaxMapper#drain}. */
        DRAIN
    }

    /** An operation under way. */
    interface Span {
        /** Tells of its end; {@code errno} is 0 for success. */
        void end(Operation operation, long windowOffset, long length, boolean writable, int errno);
    }

    /** Notes the beginning of an operation. */
    Span begin();

    /** {@return the recorder, or nobody} */
    static DaxEvents create() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? RecordedDaxEvent::start : NONE;
    }
}
