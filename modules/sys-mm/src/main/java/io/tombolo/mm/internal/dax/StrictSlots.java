package io.tombolo.mm.internal.dax;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.HostMappings;
import java.util.List;

/** {@link io.tombolo.core.spi.DaxPolicy#STRICT}. */
final class StrictSlots implements SlotPolicy {
    private final DaxWindow window;
    private final HostMappings mappings;

    StrictSlots(DaxWindow window, HostMappings mappings) {
        this.window = window;
        this.mappings = mappings;
    }

    @Override
    public boolean setup(DaxFile file, long start, long end, boolean writable) {
        if (!window.overlapping(start, end).isEmpty()) {
            throw ErrnoException.of(Errno.EEXIST);
        }
        HostRange range = HostRange.map(mappings, window.limits(), file, null, end - start, writable);
        window.exchange(List.of(), List.of(new Slot(start, end, range, 0, SlotPolicy.access(writable))));
        return false;
    }

    @Override
    public void upgrade(long start, long end) {
        Slot slot = exactly(start, end - start);
        if (!slot.host().writable()) {
            throw ErrnoException.of(Errno.EACCES);
        }
        if ((slot.access() & Access.WRITE) == 0) {
            window.protect(slot, SlotPolicy.access(true));
        }
    }

    @Override
    public void remove(long start, long length) {
        window.exchange(List.of(exactly(start, length)), List.of());
    }

    private Slot exactly(long start, long length) {
        Slot slot = window.at(start);
        if (slot == null) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        if (slot.length() != length) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return slot;
    }
}
