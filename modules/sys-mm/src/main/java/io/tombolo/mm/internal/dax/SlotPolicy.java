package io.tombolo.mm.internal.dax;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.DaxFile;

/** How overlaps, absences and parts are answered; see {@link io.tombolo.core.spi.DaxPolicy}. Ranges are valid. Called under the mapper's lock. */
sealed interface SlotPolicy permits StrictSlots, ReplacingSlots {
    /** {@return whether the rights were changed in place} */
    boolean setup(DaxFile file, long start, long end, boolean writable);

    void upgrade(long start, long end);

    /**
     * Takes a range away. It has not been checked.
     *
     * @param length unsigned
     */
    void remove(long start, long length);

    /** The guest's rights: it runs programs from such windows, and no request says so. */
    static int access(boolean writable) {
        return Access.READ | Access.EXECUTE | (writable ? Access.WRITE : 0);
    }
}
