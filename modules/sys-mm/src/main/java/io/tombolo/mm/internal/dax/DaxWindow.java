package io.tombolo.mm.internal.dax;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Stage2;
import io.tombolo.core.spi.Stage2Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a window, which at every instant are what stage 2 holds. Guarded by its mapper's lock.
 *
 * <p>A hypervisor unmaps only what it mapped, and maps nothing over anything. So a part can only go if the whole does and the rest
 * comes back, and no order of the calls is safe from a refusal in the middle: {@link #exchange} undoes what it has done.
 */
final class DaxWindow {
    private final Stage2 stage2;
    private final long base;
    private final long length;
    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    /** What the host would not unmap. */
    private final List<HostRange> stuck = new ArrayList<>();

    private long mappedBytes;
    private long lost;

    DaxWindow(Stage2 stage2, long base, long length) {
        this.stage2 = stage2;
        this.base = base;
        this.length = length;
    }

    Stage2Limits limits() {
        return stage2.limits();
    }

    /** The window's length in bytes. */
    long length() {
        return length;
    }

    int count() {
        return slots.size();
    }

    long mappedBytes() {
        return mappedBytes;
    }

    long lost() {
        return lost;
    }

    /** The slot that begins at an offset. */
    @Nullable
    Slot at(long start) {
        return slots.get(start);
    }

    /** The slots that have bytes in a range, in order. */
    List<Slot> overlapping(long start, long end) {
        List<Slot> found = new ArrayList<>(1);
        Map.Entry<Long, Slot> before = slots.lowerEntry(start);
        if (before != null && before.getValue().end() > start) {
            found.add(before.getValue());
        }
        found.addAll(slots.subMap(start, end).values());
        return found;
    }

    List<Slot> all() {
        return new ArrayList<>(slots.values());
    }

    /** Changes the rights of a slot where it stands. */
    void protect(Slot slot, int access) {
        try {
            stage2.protect(base + slot.start(), slot.length(), access);
        } catch (ErrnoException refused) {
            throw ErrnoException.of(Errno.EIO);
        }
        slots.put(slot.start(), slot.with(access));
    }

    /**
     * Takes slots out and puts others in, and gives back the host memory that none shows any more.
     *
     * @throws ErrnoException {@code EIO} if the hypervisor refuses; what was there is there again, if the hypervisor lets it
     */
    void exchange(List<Slot> out, List<Slot> in) {
        List<Slot> gone = new ArrayList<>(out.size());
        List<Slot> come = new ArrayList<>(in.size());
        try {
            for (Slot slot : out) {
                displace(slot);
                gone.add(slot);
            }
            for (Slot slot : in) {
                place(slot);
                come.add(slot);
            }
        } catch (ErrnoException refused) {
            undo(gone, come);
            throw ErrnoException.of(Errno.EIO);
        } finally {
            out.forEach(this::unmapUnlessUsed);
            in.forEach(this::unmapUnlessUsed);
        }
    }

    private void undo(List<Slot> gone, List<Slot> come) {
        for (Slot slot : come) {
            try {
                displace(slot);
            } catch (ErrnoException stays) {
                // Then it is what the guest has there, and what stood there is lost.
            }
        }
        for (Slot slot : gone) {
            boolean taken = !overlapping(slot.start(), slot.end()).isEmpty();
            try {
                if (!taken) {
                    place(slot);
                }
            } catch (ErrnoException refused) {
                taken = true;
            }
            lost += taken ? 1 : 0;
        }
    }

    private void place(Slot slot) {
        stage2.map(base + slot.start(), slot.length(), slot.host().address() + slot.hostOffset(), slot.access());
        slots.put(slot.start(), slot);
        slot.host().retain();
        mappedBytes += slot.length();
    }

    private void displace(Slot slot) {
        stage2.unmap(base + slot.start(), slot.length());
        slots.remove(slot.start());
        slot.host().release();
        mappedBytes -= slot.length();
    }

    private void unmapUnlessUsed(Slot slot) {
        if (!slot.host().unmapUnlessUsed() && !stuck.contains(slot.host())) {
            stuck.add(slot.host());
        }
    }

    /**
     * Tries once more to unmap what the host would not.
     *
     * @return whether nothing is left
     */
    boolean unmapStuck() {
        stuck.removeIf(HostRange::unmapUnlessUsed);
        return stuck.isEmpty();
    }
}
