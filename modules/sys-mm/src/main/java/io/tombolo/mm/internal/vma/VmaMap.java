package io.tombolo.mm.internal.vma;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The VMAs of an address space, disjoint and in order. An immutable value: an edit answers a new map in O(log n), shares
 * nearly everything with the old one, and merges neighbours when Linux does: when one of them is mapped or changed, not whenever they
 * would fit. Addresses are multiples of the page size except in look-ups.
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

    /** How many VMAs the longest path of a look-up passes. */
    int depth() {
        return VmaTree.depth(tree);
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
        if (start < end) {
            forEach(start, end, vma -> pieces.add(vma.clip(start, end)));
        }
        return pieces;
    }

    /** This map without a range: VMAs that lie across its ends are cut. */
    public VmaMap without(long start, long end) {
        if (start >= end || isFree(start, end)) {
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

    /**
     * This map with one VMA more, at a place that is free; it becomes one with neighbours that fit, as in Linux's {@code
     * vma_merge_new_range}.
     */
    public VmaMap with(Vma added) {
        Vma below = neighbourBelow(added);
        Vma before = below != null && added.joins(below) ? below : null;
        Vma above = find(added.end());
        boolean bridged = above != null && (before == null || before.bridges(above));
        return joined(added, before, above != null && bridged && added.joins(above) ? above : null);
    }

    /** The same for the heap, which becomes one with what lies below it only: Linux's {@code just_expand}. */
    public VmaMap withHeap(Vma added) {
        Vma before = neighbourBelow(added);
        return joined(added, before != null && added.joins(before) ? before : null, null);
    }

    /**
     * This map with a VMA extended at its end over free room, where it may reach the next one and become one with it: {@code
     * vma_merge_extend}.
     */
    public VmaMap extending(Vma vma, long newEnd) {
        Vma grown = vma.withBounds(vma.start(), newEnd);
        Vma after = find(newEnd);
        Vma reached = after != null && grown.reaches(after) ? after : null;
        return without(vma.start(), vma.end()).joined(grown, null, reached);
    }

    /** This map with the VMAs that lie across the ends of a range cut there. */
    public VmaMap cutAt(long start, long end) {
        VmaMap result = this;
        for (long address : new long[] {start, end}) {
            Vma across = result.find(address);
            if (across != null && across.start() < address) {
                result = result.without(across.start(), across.end())
                        .inserting(across.clip(0, address))
                        .inserting(across.clip(address, Long.MAX_VALUE));
            }
        }
        return result;
    }

    /** This map with one VMA more that stays apart from its neighbours. */
    public VmaMap inserting(Vma added) {
        return joined(added, null, null);
    }

    /** This map with a VMA in the place of another one that has the same bounds; neighbours stay apart. */
    public VmaMap replacing(Vma former, Vma latter) {
        return without(former.start(), former.end()).inserting(latter);
    }

    private @Nullable Vma neighbourBelow(Vma added) {
        Vma before = lastBeginningBelow(added.start());
        return before != null && before.end() == added.start() ? before : null;
    }

    private VmaMap joined(Vma added, @Nullable Vma before, @Nullable Vma after) {
        Vma merged = added;
        VmaTree low = VmaTree.below(tree, added.start());
        VmaTree high = VmaTree.from(tree, added.end());
        if (before != null) {
            merged = covering(before, merged, before.start(), merged.end());
            low = VmaTree.below(low, before.start());
        }
        if (after != null) {
            merged = covering(merged, after, merged.start(), after.end());
            high = VmaTree.from(high, after.end());
        }
        return new VmaMap(VmaTree.join(VmaTree.join(low, VmaTree.leaf(merged)), high));
    }

    /** One VMA in the place of two that fit. */
    private static Vma covering(Vma lower, Vma upper, long start, long end) {
        return lower.withBounds(start, end)
                .withAnon(either(lower.anon(), upper.anon()))
                .withFlags(upper.flags() & Vma.GUARDED_ONCE, 0);
    }

    private static @Nullable AnonVma either(@Nullable AnonVma first, @Nullable AnonVma second) {
        return first == null ? second : first;
    }

    /**
     * This map with a VMA that has an owner for the pages that are about to be written: that of a neighbour it could become one with
     * if only the rights were the same, or a new one. Linux's {@code find_mergeable_anon_vma}.
     */
    public VmaMap withPagesOwned(Vma vma) {
        Vma after = find(vma.end());
        AnonVma owner = after == null ? null : vma.reusableFrom(after);
        if (owner == null) {
            Vma before = neighbourBelow(vma);
            owner = before == null ? null : vma.reusableFrom(before);
        }
        return replacing(vma, vma.withAnon(owner == null ? AnonVma.ownPages() : owner));
    }

    /**
     * This map with what lies in a range changed, piece by piece; a change keeps the bounds, and a piece that was changed becomes
     * one with neighbours that fit: {@code vma_modify}.
     */
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

    /** This map with each VMA made another with the same bounds, or left out where null is answered; none become one. */
    public VmaMap copying(Function<Vma, @Nullable Vma> change) {
        return new VmaMap(VmaTree.copy(tree, change));
    }

    /** The highest free place for a length within bounds, a stack's guard gap kept; -1 if there is none. */
    public long highestGap(long length, long low, long high) {
        return VmaTree.highestGap(tree, length, low, high, Long.MAX_VALUE);
    }

    /** The lowest free place for a length within bounds, a stack's guard gap kept; -1 if there is none. */
    public long lowestGap(long length, long low, long high) {
        return VmaTree.lowestGap(tree, length, low, high, Long.MAX_VALUE);
    }
}
