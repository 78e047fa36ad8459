package io.tombolo.mm.internal.dax;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.Host;
import java.util.ArrayList;
import java.util.List;

/** {@link io.tombolo.core.spi.DaxPolicy#LINUX}. */
final class ReplacingSlots implements SlotPolicy {
    private final DaxWindow window;
    private final Host host;

    ReplacingSlots(DaxWindow window, Host host) {
        this.window = window;
        this.host = host;
    }

    @Override
    public boolean setup(DaxFile file, long start, long end, boolean writable) {
        if (writable && !file.writable()) {
            throw ErrnoException.of(Errno.EACCES);
        }
        // Descriptors are numbered anew once closed, so only the file itself tells whether a slot is being sent again.
        FileStatus status = host.files().status(file.descriptor());
        List<Slot> former = window.overlapping(start, end);
        int access = SlotPolicy.access(writable);
        if (isSentAgain(former, status, file, start, end)) {
            return changeAccess(former.getFirst(), access);
        }
        HostRange range = HostRange.map(host.mappings(), window.limits(), file, status, end - start, writable);
        List<Slot> wanted = rest(former, start, end);
        wanted.add(new Slot(start, end, range, 0, access));
        window.exchange(former, wanted);
        return false;
    }

    private static boolean isSentAgain(List<Slot> former, FileStatus status, DaxFile file, long start, long end) {
        if (former.size() != 1) {
            return false;
        }
        Slot slot = former.getFirst();
        return slot.start() == start
                && slot.end() == end
                && slot.host().writable() == file.writable()
                && slot.host().shows(status, file.offset() - slot.hostOffset());
    }

    private boolean changeAccess(Slot slot, int access) {
        if (slot.access() == access) {
            return false;
        }
        window.protect(slot, access);
        return true;
    }

    /** What remains of slots outside a range. */
    private static List<Slot> rest(List<Slot> slots, long start, long end) {
        List<Slot> rest = new ArrayList<>(3);
        for (Slot slot : slots) {
            if (slot.start() < start) {
                rest.add(slot.part(slot.start(), start));
            }
            if (slot.end() > end) {
                rest.add(slot.part(end, slot.end()));
            }
        }
        return rest;
    }

    @Override
    public void upgrade(long start, long end) {
        List<Slot> slots = window.overlapping(start, end);
        checkUpgrade(slots, start, end);
        for (Slot slot : slots) {
            if ((slot.access() & Access.WRITE) != 0) {
                continue;
            }
            if (start <= slot.start() && slot.end() <= end) {
                window.protect(slot, SlotPolicy.access(true));
            } else {
                List<Slot> pieces = rest(List.of(slot), start, end);
                Slot middle = slot.part(Math.max(start, slot.start()), Math.min(end, slot.end()));
                pieces.add(middle.with(SlotPolicy.access(true)));
                window.exchange(List.of(slot), pieces);
            }
        }
    }

    private static void checkUpgrade(List<Slot> slots, long start, long end) {
        long covered = start;
        for (Slot slot : slots) {
            if (slot.start() > covered) {
                break;
            }
            covered = slot.end();
        }
        if (covered < end) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        if (!slots.stream().allMatch(slot -> slot.host().writable())) {
            throw ErrnoException.of(Errno.EACCES);
        }
    }

    @Override
    public void remove(long start, long length) {
        long granules = -window.limits().granule();
        boolean toTheEnd = length == -1L;
        if ((start & ~granules) != 0 || (!toTheEnd && (length & ~granules) != 0)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (length == 0 || Long.compareUnsigned(start, window.length()) >= 0) {
            return;
        }
        long end = Long.compareUnsigned(length, window.length() - start) > 0 ? window.length() : start + length;
        List<Slot> former = window.overlapping(start, end);
        window.exchange(former, rest(former, start, end));
    }
}
