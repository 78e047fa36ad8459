package io.tombolo.mm.internal.backing;

import io.tombolo.core.spi.MemoryObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A piece of a backing that is one piece of host memory. Filled in by {@link PagedBacking#locate}. */
public final class Extent {
    private @Nullable MemoryObject object;
    private long objectOffset;
    private long start;
    private long end;

    /** An empty one. */
    public Extent() {}

    void set(MemoryObject newObject, long newObjectOffset, long newStart, long newEnd) {
        object = newObject;
        objectOffset = newObjectOffset;
        start = newStart;
        end = newEnd;
    }

    /** The host memory. */
    public MemoryObject object() {
        return Objects.requireNonNull(object);
    }

    /** Where an offset of the backing lies in the host memory. */
    public long objectOffset(long offset) {
        return objectOffset + (offset - start);
    }

    /** The first byte of the piece, as an offset in the backing. */
    public long start() {
        return start;
    }

    /** One past the last. */
    public long end() {
        return end;
    }
}
