package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * mprotect(2). Like Linux's {@code do_mprotect_pkey} it applies to what lies before the first hole, or before the first mapping
 * that may not have the rights, and then answers the error.
 */
final class Protector {
    private static final int KNOWN = PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM;

    private final PagedMemory memory;

    Protector(PagedMemory memory) {
        this.memory = memory;
    }

    void protect(long address, long length, int protection) {
        int grows = protection & (PROT_GROWSDOWN | PROT_GROWSUP);
        long start = Layout.untagged(address);
        if (grows == (PROT_GROWSDOWN | PROT_GROWSUP) || !Layout.isAligned(start)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (length == 0) {
            return;
        }
        long end = start + Layout.alignUp(length);
        if (Long.compareUnsigned(end, start) <= 0) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        if ((protection & ~grows & ~KNOWN) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        try (Change change = memory.change()) {
            protect(change, from(change.map(), start, end, grows), end, protection & Vma.ALL);
        }
    }

    private static long from(VmaMap map, long start, long end, int grows) {
        Vma first = map.firstEndingAbove(start);
        if (first == null) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        if (grows == 0) {
            return start;
        }
        long mustReach = grows == PROT_GROWSUP ? start + 1 : end;
        if (first.start() >= mustReach) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        if (grows == PROT_GROWSUP || !first.is(Vma.GROWS_DOWN)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return first.start();
    }

    private void protect(Change change, long start, long end, int protection) {
        List<Vma> former = new ArrayList<>();
        VmaMap planned = change.map();
        @Nullable Errno error = null;
        long at = start;
        for (Vma piece : change.map().pieces(start, end)) {
            error = piece.start() > at ? Errno.ENOMEM : refusal(planned, piece, protection);
            if (error != null) {
                break;
            }
            at = piece.end();
            if (piece.protection() != protection) {
                former.add(piece);
                planned = planned.without(piece.start(), piece.end()).with(changed(piece, protection));
                if (isCopiedAhead(piece, protection)) {
                    apply(change, planned, former, protection);
                    memory.populate(piece.start(), piece.end());
                    planned = change.map();
                    former.clear();
                }
            }
        }
        if (error == null && at < end) {
            error = Errno.ENOMEM;
        }
        apply(change, planned, former, protection);
        if (error != null) {
            throw ErrnoException.of(error);
        }
    }

    private static void apply(Change change, VmaMap planned, List<Vma> former, int protection) {
        change.commit(planned);
        former.forEach(piece -> change.applyProtection(piece.withProtection(protection), piece.access()));
    }

    /** Locked private memory that becomes writable gets its copies at once, so that no store is a major fault later. */
    private static boolean isCopiedAhead(Vma piece, int protection) {
        return piece.isPrivate()
                && piece.is(Vma.LOCKED)
                && !piece.is(Vma.LOCK_ON_FAULT)
                && (piece.protection() & Access.WRITE) == 0
                && (protection & Access.WRITE) != 0;
    }

    /** The mapping with other rights; what becomes writable is accounted for, and is so no more if none of it was written. */
    private static Vma changed(Vma piece, int protection) {
        Vma changed = piece.withProtection(protection);
        boolean unaccounted = (protection & Access.WRITE) == 0 && piece.isAnonymous() && piece.anon() == null;
        if (unaccounted) {
            return changed.withFlags(0, Vma.ACCOUNTED);
        }
        return (piece.protection() & Access.WRITE) == 0 ? changed.accounted() : changed;
    }

    private @Nullable Errno refusal(VmaMap planned, Vma piece, int protection) {
        if ((protection & ~piece.maximum()) != 0) {
            return Errno.EACCES;
        }
        if (piece.is(Vma.SEALED)) {
            return Errno.EPERM;
        }
        Limits limits = memory.limits();
        boolean writes = (protection & Access.WRITE) != 0;
        boolean isData = piece.withProtection(protection).isData();
        if (writes
                && !limits.mayExpand(planned, piece.length(), isData)
                && limits.mayExpand(planned, piece.length(), piece.isData())) {
            return Errno.ENOMEM;
        }
        boolean promises = writes && piece.isPrivate() && !piece.is(Vma.NO_RESERVE);
        return promises && piece.length() > memory.kernel().commitLimit() ? Errno.ENOMEM : null;
    }
}
