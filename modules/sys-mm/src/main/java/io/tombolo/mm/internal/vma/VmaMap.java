package io.tombolo.mm.internal.vma;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The VMAs of an address space, disjoint and in order. An immutable value: an edit answers a new map in O(log n), shares
 * nearly everything with the old one, and merges neighbours as Linux shows them in {@code /proc/self/maps}. Addresses are
 * multiples of the page size except in look-ups.
 */
public final class VmaMap {
    /** No VMA at all. */
    public static final VmaMap EMPTY = new VmaMap(null);

    private final @Nullable VmaTree tree;

    private VmaMap(@Nullable VmaTree tree) {
        this.tree = tree;
    }

    /** How many VMAs there are. */
    public int count() {
        return tree == null ? 0 : tree.count;
    }

    /** The bytes of all VMAs: what {@code RLIMIT_AS} limits. */
    public long bytes() {
        return tree == null ? 0 : tree.bytes;
    }

    /** The bytes of private writable VMAs: what {@code RLIMIT_DATA} limits. */
    public long dataBytes() {
        return tree == null ? 0 : tree.dataBytes;
    }

    /** The bytes of locked VMAs: what {@code RLIMIT_MEMLOCK} limits. */
    public long lockedBytes() {
        return tree == null ? 0 : tree.lockedBytes;
    }

    /** The VMA that an address lies in; null if there is none. */
    public @Nullable Vma find(long address) {
        Vma candidate = VmaTree.floor(tree, address);
        return candidate != null && candidate.contains(address) ? candidate : null;
    }

    /** The first VMA that ends above an address, which may lie in it or below it: Linux's {@code find_vma}. */
    public @Nullable Vma firstEndingAbove(long address) {
        return VmaTree.firstEndingAbove(tree, address);
    }

    /** The last VMA that begins below an address; null if there is none. */
    public @Nullable Vma lastBeginningBelow(long address) {
        return address == 0 ? null : VmaTree.floor(tree, address - 1);
    }

    /** Whether no VMA meets a range. */
    public boolean isFree(long start, long end) {
        Vma next = firstEndingAbove(start);
        return next == null || next.start() >= end;
    }

    /** The first address of a range that no VMA covers; {@code end} if there is none. */
    public long firstHole(long start, long end) {
        long address = start;
        while (address < end) {
            Vma vma = find(address);
            if (vma == null) {
                return address;
            }
            address = vma.end();
        }
        return end;
    }

    /** Visits the VMAs that meet a range, whole and in order. */
    public void forEach(long start, long end, Consumer<Vma> visitor) {
        VmaTree.forEach(tree, start, end, visitor);
    }

    /** Visits every VMA in order. */
    public void forEach(Consumer<Vma> visitor) {
        VmaTree.forEach(tree, 0, Long.MAX_VALUE, visitor);
    }

    /** The parts of VMAs within a range, in order. */
    public List<Vma> pieces(long start, long end) {
        List<Vma> pieces = new ArrayList<>();
        forEach(start, end, vma -> pieces.add(vma.clip(start, end)));
        return pieces;
    }

    /** This map without a range: VMAs that lie across its ends are cut. */
    public VmaMap without(long start, long end) {
        if (isFree(start, end)) {
            return this;
        }
        VmaTree low = VmaTree.below(tree, start);
        VmaTree high = VmaTree.from(tree, end);
        Vma across = lastBeginningBelow(start);
        if (across != null && across.end() > start) {
            low = VmaTree.join(VmaTree.below(low, across.start()), VmaTree.leaf(across.clip(0, start)));
        }
        Vma last = lastBeginningBelow(end);
        if (last != null && last.end() > end) {
            high = VmaTree.join(VmaTree.leaf(last.clip(end, Long.MAX_VALUE)), high);
        }
        return new VmaMap(VmaTree.join(low, high));
    }

    /** This map with one VMA more, at a place that is free; it becomes one with neighbours that fit. */
    public VmaMap with(Vma added) {
        Vma merged = added;
        VmaTree low = VmaTree.below(tree, added.start());
        VmaTree high = VmaTree.from(tree, added.end());
        Vma before = lastBeginningBelow(added.start());
        if (before != null && before.mergesWith(merged)) {
            merged = before.withBounds(before.start(), merged.end());
            low = VmaTree.below(low, before.start());
        }
        Vma after = firstEndingAbove(added.end());
        if (after != null && merged.mergesWith(after)) {
            merged = merged.withBounds(merged.start(), after.end());
            high = VmaTree.from(high, after.end());
        }
        return new VmaMap(VmaTree.join(VmaTree.join(low, VmaTree.leaf(merged)), high));
    }

    /** This map with what lies in a range changed, piece by piece; a change keeps the bounds. */
    public VmaMap changing(long start, long end, UnaryOperator<Vma> change) {
        VmaMap result = this;
        for (Vma piece : pieces(start, end)) {
            Vma changed = change.apply(piece);
            if (!changed.equals(piece)) {
                result = result.without(piece.start(), piece.end()).with(changed);
            }
        }
        return result;
    }

    /** The highest free place for a length within bounds, a stack's guard gap kept; -1 if there is none. */
    public long highestGap(long length, long low, long high) {
        return VmaTree.highestGap(tree, length, low, high);
    }

    /** The lowest free place for a length within bounds, a stack's guard gap kept; -1 if there is none. */
    public long lowestGap(long length, long low, long high) {
        return VmaTree.lowestGap(tree, length, low, high);
    }
}
