package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.mm.internal.backing.PagedBacking;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * madvise(2). Holes answer {@code ENOMEM} after everything else was done; the first mapping that does not suit the advice
 * ends the call, as in Linux's {@code mm/madvise.c}.
 */
final class Advisor {
    private final PagedMemory memory;

    Advisor(PagedMemory memory) {
        this.memory = memory;
    }

    void advise(long address, long length, int advice) {
        long start = Layout.untagged(address);
        long bytes = Layout.alignUp(length);
        if (!isKnown(advice) || !Layout.isAligned(start) || (length != 0 && bytes == 0) || start + bytes < start) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (bytes == 0) {
            return;
        }
        switch (advice) {
            case MADV_POPULATE_READ -> populate(start, start + bytes, Access.READ);
            case MADV_POPULATE_WRITE -> populate(start, start + bytes, Access.WRITE);
            case MADV_REMOVE -> remove(start, start + bytes);
            default -> change(start, start + bytes, advice);
        }
    }

    private static boolean isKnown(int advice) {
        return (advice >= MADV_NORMAL && advice <= MADV_DONTNEED)
                || (advice >= MADV_FREE && advice <= MADV_COLLAPSE)
                || advice == MADV_GUARD_INSTALL
                || advice == MADV_GUARD_REMOVE;
    }

    private void change(long start, long end, int advice) {
        try (Change change = memory.change()) {
            VmaMap planned = change.map();
            @Nullable Errno error = null;
            long at = start;
            boolean hole = false;
            for (Vma piece : change.map().pieces(start, end)) {
                hole |= piece.start() > at;
                at = piece.end();
                error = isSealed(piece, advice) ? Errno.EPERM : refusal(piece, advice);
                if (error != null) {
                    break;
                }
                Vma advised = flagged(piece, advice);
                if (!advised.equals(piece)) {
                    planned = planned.without(piece.start(), piece.end()).with(advised);
                }
                switch (advice) {
                    case MADV_DONTNEED, MADV_DONTNEED_LOCKED, MADV_FREE, MADV_GUARD_INSTALL -> {
                        change.dropPages(piece.start(), piece.end());
                        change.loseRights();
                    }
                    default -> {}
                }
                switch (advice) {
                    case MADV_GUARD_INSTALL -> {
                        memory.guards().add(piece.start(), piece.end());
                        planned = guarded(planned, piece.start());
                    }
                    case MADV_GUARD_REMOVE -> memory.guards().remove(piece.start(), piece.end());
                    default -> {}
                }
            }
            change.commit(planned);
            if (error != null) {
                throw ErrnoException.of(error);
            }
            if (hole || at < end) {
                throw ErrnoException.of(Errno.ENOMEM);
            }
        }
    }

    /**
     * Anonymous memory with guards has an owner of its pages, as if one had been written, and the whole mapping remembers them: {@code
     * madvise_guard_install}. Nothing is cut for that, or made one.
     */
    private static VmaMap guarded(VmaMap map, long address) {
        Vma vma = Objects.requireNonNull(map.find(address));
        VmaMap owned = vma.isAnonymous() && vma.anon() == null ? map.withPagesOwned(vma) : map;
        Vma now = Objects.requireNonNull(owned.find(address));
        return now.is(Vma.GUARDED_ONCE) ? owned : owned.replacing(now, now.withFlags(Vma.GUARDED_ONCE, 0));
    }

    /** Whether mseal(2) forbids to lose what a mapping holds: {@code can_madvise_modify}. */
    private static boolean isSealed(Vma piece, int advice) {
        return switch (advice) {
            case MADV_FREE,
                    MADV_DONTNEED,
                    MADV_DONTNEED_LOCKED,
                    MADV_REMOVE,
                    MADV_DONTFORK,
                    MADV_WIPEONFORK,
                    MADV_GUARD_INSTALL ->
                piece.is(Vma.SEALED) && piece.isAnonymous() && (piece.protection() & Access.WRITE) == 0;
            default -> false;
        };
    }

    private static @Nullable Errno refusal(Vma piece, int advice) {
        boolean refused = switch (advice) {
            case MADV_DONTNEED, MADV_COLD, MADV_PAGEOUT -> piece.is(Vma.LOCKED);
            case MADV_GUARD_INSTALL -> piece.is(Vma.LOCKED | Vma.SPECIAL);
            case MADV_GUARD_REMOVE, MADV_DOFORK -> piece.is(Vma.SPECIAL);
            case MADV_FREE -> piece.is(Vma.LOCKED) || !piece.isAnonymous();
            case MADV_WIPEONFORK -> piece.backing() != null;
            case MADV_DODUMP -> piece.is(Vma.SPECIAL);
            case MADV_COLLAPSE -> true;
            default -> false;
        };
        return refused ? Errno.EINVAL : null;
    }

    private static Vma flagged(Vma piece, int advice) {
        return switch (advice) {
            case MADV_NORMAL -> piece.withFlags(0, Vma.SEQUENTIAL | Vma.RANDOM);
            case MADV_RANDOM -> piece.withFlags(Vma.RANDOM, Vma.SEQUENTIAL);
            case MADV_SEQUENTIAL -> piece.withFlags(Vma.SEQUENTIAL, Vma.RANDOM);
            case MADV_DONTFORK -> piece.withFlags(Vma.DONT_FORK, 0);
            case MADV_DOFORK -> piece.withFlags(0, Vma.DONT_FORK);
            case MADV_WIPEONFORK -> piece.withFlags(Vma.WIPE_ON_FORK, 0);
            case MADV_KEEPONFORK -> piece.withFlags(0, Vma.WIPE_ON_FORK);
            case MADV_DONTDUMP -> piece.withFlags(Vma.DONT_DUMP, 0);
            case MADV_DODUMP -> piece.withFlags(0, Vma.DONT_DUMP);
            case MADV_MERGEABLE ->
                piece.isPrivate() && !piece.is(Vma.SPECIAL) ? piece.withFlags(Vma.MERGEABLE, 0) : piece;
            case MADV_UNMERGEABLE -> piece.withFlags(0, Vma.MERGEABLE);
            case MADV_HUGEPAGE -> piece.withFlags(Vma.HUGE_PAGES, Vma.NO_HUGE_PAGES);
            case MADV_NOHUGEPAGE -> piece.withFlags(Vma.NO_HUGE_PAGES, Vma.HUGE_PAGES);
            default -> piece;
        };
    }

    private void populate(long start, long end, int access) {
        VmaMap map = memory.map();
        long hole = map.firstHole(start, end);
        FaultResult result = FaultResult.RESOLVED;
        for (Vma piece : map.pieces(start, hole)) {
            // Unlike the processor, which can read what it can write, the kernel takes the guest at its word here.
            boolean permitted = (piece.protection() & access) != 0;
            result = permitted ? memory.populate(piece.start(), piece.end(), access) : FaultResult.NOT_PERMITTED;
            if (result != FaultResult.RESOLVED) {
                break;
            }
        }
        switch (result) {
            case RESOLVED -> {
                if (hole < end) {
                    throw ErrnoException.of(Errno.ENOMEM);
                }
            }
            case NOT_PERMITTED -> throw ErrnoException.of(Errno.EINVAL);
            case BEYOND_OBJECT, NOT_MAPPED -> throw ErrnoException.of(Errno.EFAULT);
            case OUT_OF_MEMORY -> throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    /** Punches the range out of what is shared there. The host is asked after the lock was left. */
    private void remove(long start, long end) {
        List<Vma> pieces = new ArrayList<>();
        @Nullable Errno error = null;
        try (Change change = memory.change()) {
            for (Vma piece : change.map().pieces(start, end)) {
                error = isSealed(piece, MADV_REMOVE) ? Errno.EPERM : removalRefusal(piece);
                if (error != null) {
                    break;
                }
                if (piece.backing() != null) {
                    piece.backing().retain(1);
                    pieces.add(piece);
                }
            }
            if (error == null && change.map().firstHole(start, end) < end) {
                error = Errno.ENOMEM;
            }
        }
        error = punch(pieces, error);
        if (error != null) {
            throw ErrnoException.of(error);
        }
    }

    /** Empties pieces up to the first that the host refuses, and drops the references to all. */
    private static @Nullable Errno punch(List<Vma> pieces, @Nullable Errno otherwise) {
        @Nullable Errno refusal = null;
        for (Vma piece : pieces) {
            if (piece.backing() instanceof PagedBacking backing) {
                try {
                    if (refusal == null) {
                        backing.punch(piece.offset(), piece.length());
                    }
                } catch (ErrnoException error) {
                    refusal = error.errno();
                } finally {
                    backing.release(1);
                }
            }
        }
        return refusal == null ? otherwise : refusal;
    }

    private static @Nullable Errno removalRefusal(Vma piece) {
        if (piece.is(Vma.LOCKED) || piece.backing() == null || piece.is(Vma.SPECIAL)) {
            return Errno.EINVAL;
        }
        boolean writableShared = !piece.isPrivate() && (piece.maximum() & Access.WRITE) != 0;
        return writableShared ? null : Errno.EACCES;
    }
}
