package io.tombolo.mm.internal.vma;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A persistent treap of disjoint VMAs by address: nodes never change, so an edit copies one path and shares the rest. Each
 * node sums up its subtree, the widest gap between two neighbours included, which makes the search for room O(log n).
 */
final class VmaTree {
    final Vma vma;
    final @Nullable VmaTree left;
    final @Nullable VmaTree right;
    final int count;
    final long bytes;
    final long dataBytes;
    final long lockedBytes;
    private final int priority;
    /** {@link Vma#lowEdge} of the first VMA. */
    private final long lowEdge;
    /** The end of the last VMA. */
    private final long highEdge;
    /** The widest room between two VMAs of this subtree. */
    private final long widestGap;

    private VmaTree(Vma vma, int priority, @Nullable VmaTree left, @Nullable VmaTree right) {
        this.vma = vma;
        this.priority = priority;
        this.left = left;
        this.right = right;
        long gapBelow = left == null ? 0 : Math.max(left.widestGap, vma.lowEdge() - left.highEdge);
        long gapAbove = right == null ? 0 : Math.max(right.widestGap, right.lowEdge - vma.end());
        this.widestGap = Math.max(gapBelow, gapAbove);
        this.lowEdge = left == null ? vma.lowEdge() : left.lowEdge;
        this.highEdge = right == null ? vma.end() : right.highEdge;
        this.count = 1 + (left == null ? 0 : left.count) + (right == null ? 0 : right.count);
        this.bytes = vma.length() + (left == null ? 0 : left.bytes) + (right == null ? 0 : right.bytes);
        this.dataBytes = (vma.isData() ? vma.length() : 0)
                + (left == null ? 0 : left.dataBytes)
                + (right == null ? 0 : right.dataBytes);
        this.lockedBytes = (vma.is(Vma.LOCKED) ? vma.length() : 0)
                + (left == null ? 0 : left.lockedBytes)
                + (right == null ? 0 : right.lockedBytes);
    }

    static VmaTree leaf(Vma vma) {
        return new VmaTree(vma, ThreadLocalRandom.current().nextInt(), null, null);
    }

    private VmaTree with(@Nullable VmaTree newLeft, @Nullable VmaTree newRight) {
        return new VmaTree(vma, priority, newLeft, newRight);
    }

    static int depth(@Nullable VmaTree tree) {
        return tree == null ? 0 : 1 + Math.max(depth(tree.left), depth(tree.right));
    }

    /** Those that begin below an address. */
    static @Nullable VmaTree below(@Nullable VmaTree tree, long address) {
        if (tree == null) {
            return null;
        }
        return tree.vma.start() < address
                ? tree.with(tree.left, below(tree.right, address))
                : below(tree.left, address);
    }

    /** Those that begin at an address or above. */
    static @Nullable VmaTree from(@Nullable VmaTree tree, long address) {
        if (tree == null) {
            return null;
        }
        return tree.vma.start() < address ? from(tree.right, address) : tree.with(from(tree.left, address), tree.right);
    }

    /** All of two trees, of which the first lies below the second. */
    static @Nullable VmaTree join(@Nullable VmaTree low, @Nullable VmaTree high) {
        if (low == null) {
            return high;
        }
        if (high == null) {
            return low;
        }
        return low.priority > high.priority
                ? low.with(low.left, join(low.right, high))
                : high.with(join(low, high.left), high.right);
    }

    /** Another tree of the same shape, save what the change leaves out by answering null. */
    static @Nullable VmaTree copy(@Nullable VmaTree tree, Function<Vma, @Nullable Vma> change) {
        if (tree == null) {
            return null;
        }
        VmaTree low = copy(tree.left, change);
        Vma changed = change.apply(tree.vma);
        VmaTree high = copy(tree.right, change);
        return changed == null ? join(low, high) : new VmaTree(changed, tree.priority, low, high);
    }

    /** The last one that begins at an address or below it. */
    static @Nullable Vma floor(@Nullable VmaTree tree, long address) {
        Vma found = null;
        VmaTree node = tree;
        while (node != null) {
            if (node.vma.start() <= address) {
                found = node.vma;
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return found;
    }

    /** The first one that ends above an address: Linux's {@code find_vma}. */
    static @Nullable Vma firstEndingAbove(@Nullable VmaTree tree, long address) {
        Vma found = null;
        VmaTree node = tree;
        while (node != null) {
            if (node.vma.end() > address) {
                found = node.vma;
                node = node.left;
            } else {
                node = node.right;
            }
        }
        return found;
    }

    /** Visits those that meet a range, in order. */
    static void forEach(@Nullable VmaTree tree, long start, long end, Consumer<Vma> visitor) {
        if (tree == null) {
            return;
        }
        if (tree.vma.start() > start) {
            forEach(tree.left, start, end, visitor);
        }
        if (tree.vma.start() < end && tree.vma.end() > start) {
            visitor.accept(tree.vma);
        }
        if (tree.vma.end() < end) {
            forEach(tree.right, start, end, visitor);
        }
    }

    /**
     * The highest place for a length between two bounds; -1 if there is none.
     *
     * @param edge the {@link Vma#lowEdge} of what lies above the tree: it bounds the room right below it, and no other
     */
    static long highestGap(@Nullable VmaTree tree, long length, long low, long high, long edge) {
        long top = Math.min(high, edge);
        if (tree == null) {
            return top - low < length ? -1 : top - length;
        }
        if (high - low < length || tree.cannotHold(length, low, top)) {
            return -1;
        }
        long found = highestGap(tree.right, length, Math.max(low, tree.vma.end()), high, edge);
        return found >= 0 ? found : highestGap(tree.left, length, low, high, tree.vma.lowEdge());
    }

    /** The lowest place for a length between two bounds; -1 if there is none. See {@link #highestGap}. */
    static long lowestGap(@Nullable VmaTree tree, long length, long low, long high, long edge) {
        long top = Math.min(high, edge);
        if (tree == null) {
            return top - low < length ? -1 : low;
        }
        if (high - low < length || tree.cannotHold(length, low, top)) {
            return -1;
        }
        long found = lowestGap(tree.left, length, low, high, tree.vma.lowEdge());
        return found >= 0 ? found : lowestGap(tree.right, length, Math.max(low, tree.vma.end()), high, edge);
    }

    private boolean cannotHold(long length, long low, long top) {
        return widestGap < length && top - highEdge < length && lowEdge - low < length;
    }
}
