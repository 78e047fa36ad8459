package io.tombolo.mm.internal.vma;

import io.tombolo.core.spi.FileIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What a VMA shows other than private anonymous memory: a file, or memory that processes share. References are counted in
 * pages mapped, so that splitting and merging VMAs needs no counting: only mapping, unmapping and {@code fork} change the
 * number.
 */
public interface Backing {
    /** Adds references for pages that are being mapped. */
    void retain(long pages);

    /** Drops references for pages that were unmapped; the last one gives everything back. May call the host. */
    void release(long pages);

    /** Notes that a process has mapped a part of it, by whichever call. */
    default void attached(int process) {}

    /** Notes that a process has unmapped a part of it, by whichever call, or has ended. */
    default void detached(int process) {}

    /** Whether adjoining mappings of it stay apart, as those stay in Linux that count themselves. */
    default boolean countsMappings() {
        return false;
    }

    /** What names the object for shared futexes: equal for all mappings of one file or one shared memory. */
    Object identity();

    /** The file for {@code /proc/PID/maps}; null if it is not one. */
    @Nullable
    FileIdentity file();

    /** Whether private mappings of it are anonymous memory all the same, as those of {@code /dev/zero}. */
    default boolean isAnonymous() {
        return false;
    }
}
