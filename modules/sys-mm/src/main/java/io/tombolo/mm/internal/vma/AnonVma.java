package io.tombolo.mm.internal.vma;

/**
 * Whom the written pages of a private mapping belong to: Linux's {@code struct anon_vma}, of which nothing but its identity is
 * seen. A VMA gets one when the first of its pages is written, and the parts of a VMA that is cut share it. Two VMAs
 * with different ones are never made one, which shows in {@code /proc/PID/maps}.
 */
public final class AnonVma {
    private final boolean inherited;

    private AnonVma(boolean inherited) {
        this.inherited = inherited;
    }

    /** That of a mapping that was written first in this process. */
    public static AnonVma ownPages() {
        return new AnonVma(false);
    }

    /**
     * That of a mapping whose pages a child has from its parent. Such a VMA does not lend it to neighbours, so that
     * children do not lengthen the chains that reclaim walks.
     */
    public static AnonVma inheritedPages() {
        return new AnonVma(true);
    }

    /** Whether pages may be shared with a parent: Linux's {@code vma_is_fork_child}. */
    boolean isInherited() {
        return inherited;
    }
}
