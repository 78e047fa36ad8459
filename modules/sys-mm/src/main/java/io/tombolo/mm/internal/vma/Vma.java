package io.tombolo.mm.internal.vma;

import io.tombolo.core.spi.Access;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a process: a range of whole pages with equal rights over one object. Immutable.
 *
 * @param start first address
 * @param end one past the last
 * @param protection {@link Access} bits, as the guest asked for them
 * @param maximum the rights that {@code mprotect} may give; Linux's {@code VM_MAYREAD}, {@code VM_MAYWRITE}, {@code
 *     VM_MAYEXEC}
 * @param flags of the constants of this class
 * @param backing what is mapped; null for private anonymous memory
 * @param offset where {@code start} lies in the backing, in bytes; without one, the address at which it lay when its first page
 *     was written. Linux's {@code vm_pgoff}
 * @param name the last column of {@code /proc/PID/maps} where it is neither a path nor {@code [heap]}; else empty
 * @param description identity of the open file description that was mapped: two of one file stay apart; null without one
 * @param anon whom written pages belong to; null as long as none was, and for shared mappings
 */
public record Vma(
        long start,
        long end,
        int protection,
        int maximum,
        int flags,
        @Nullable Backing backing,
        long offset,
        String name,
        @Nullable Object description,
        @Nullable AnonVma anon) {
    /** {@code MAP_SHARED}. */
    public static final int SHARED = 1;
    /** Grows towards lower addresses when a page below it is touched. */
    public static final int GROWS_DOWN = 2;
    /** Not counted against the commit limit. */
    public static final int NO_RESERVE = 4;
    /** Locked by mlock(2). */
    public static final int LOCKED = 8;
    /** {@code MADV_DONTFORK}. */
    public static final int DONT_FORK = 16;
    /** {@code MADV_WIPEONFORK}. */
    public static final int WIPE_ON_FORK = 32;
    /** {@code MADV_DONTDUMP}. */
    public static final int DONT_DUMP = 64;
    /** {@code MADV_SEQUENTIAL}. */
    public static final int SEQUENTIAL = 128;
    /** {@code MADV_RANDOM}. */
    public static final int RANDOM = 256;
    /** The kernel's own pages, which {@code mremap} does not enlarge and madvise does not drop. */
    public static final int SPECIAL = 512;
    /** Locked, but not brought in ahead: {@code MLOCK_ONFAULT}. */
    public static final int LOCK_ON_FAULT = 1024;

    /** Its length is promised: Linux's {@code VM_ACCOUNT}, of which nothing shows but that it keeps neighbours apart. */
    public static final int ACCOUNTED = 2048;
    /** {@code MADV_MERGEABLE}. */
    public static final int MERGEABLE = 4096;
    /** {@code MADV_HUGEPAGE}. */
    public static final int HUGE_PAGES = 8192;
    /** {@code MADV_NOHUGEPAGE}, and {@code MAP_STACK}. */
    public static final int NO_HUGE_PAGES = 16384;
    /** Sealed by mseal(2). */
    public static final int SEALED = 32768;
    /**
     * Guard pages were once put into it: {@code VM_MAYBE_GUARD}, which does not keep neighbours apart, stays when they are made one, and
     * shows in {@code remap_file_pages} alone.
     */
    public static final int GUARDED_ONCE = 65536;
    /** Where the NUMA policy of mbind(2) lies in the flags: its mode plus one; 0 for none. */
    public static final int POLICY_SHIFT = 24;

    /** The distance that the kernel keeps between a growing stack and what lies below it. */
    public static final long GUARD_GAP = 256 * 4096;

    /** All rights. */
    public static final int ALL = Access.READ | Access.WRITE | Access.EXECUTE;

    /** One over a backing without an open file description. */
    public Vma(
            long start,
            long end,
            int protection,
            int maximum,
            int flags,
            @Nullable Backing backing,
            long offset,
            String name) {
        this(start, end, protection, maximum, flags, backing, offset, name, null, null);
    }

    /** Private anonymous memory. */
    public static Vma anonymous(long start, long end, int protection, int flags) {
        return new Vma(start, end, protection, ALL, flags, null, start, "");
    }

    /** Its length in bytes. */
    public long length() {
        return end - start;
    }

    /** The flags without the NUMA policy, which Linux keeps beside them. */
    public int flagsBesidePolicy() {
        return flags & ((1 << POLICY_SHIFT) - 1);
    }

    /** Whether a flag is set. */
    public boolean is(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether an address lies in it. */
    public boolean contains(long address) {
        return start <= address && address < end;
    }

    /** Whether its pages are the process's own once written. */
    public boolean isPrivate() {
        return !is(SHARED);
    }

    /** The lowest address that a neighbour below may not reach: the guard gap of a stack included. */
    public long lowEdge() {
        return is(GROWS_DOWN) ? Math.max(0, start - GUARD_GAP) : start;
    }

    /** Where an address of it lies in the backing, in bytes. */
    public long offsetOf(long address) {
        return offset + (address - start);
    }

    /** Whether it counts against {@code RLIMIT_DATA}: private and writable, and no stack ({@code is_data_mapping}). */
    public boolean isData() {
        return isPrivate() && (protection & Access.WRITE) != 0 && !is(GROWS_DOWN);
    }

    /** The same, marked if its length is promised: private and writable, and not {@code MAP_NORESERVE} ({@code accountable_mapping}). */
    public Vma accounted() {
        boolean promised = isPrivate() && (protection & Access.WRITE) != 0 && !is(NO_RESERVE);
        return promised ? withFlags(ACCOUNTED, 0) : this;
    }

    /**
     * What the processor may do where the guest asked for {@link #protection}: both architectures have no page that can be
     * written or executed but not read.
     */
    public int access() {
        return protection == 0 ? 0 : protection | Access.READ;
    }

    /** The part of it within a range that it meets. */
    public Vma clip(long from, long to) {
        return from <= start && end <= to ? this : at(Math.max(start, from), Math.min(end, to));
    }

    private Vma at(long newStart, long newEnd) {
        return placed(newStart, newEnd, offset + (newStart - start));
    }

    private Vma placed(long newStart, long newEnd, long newOffset) {
        return new Vma(newStart, newEnd, protection, maximum, flags, backing, newOffset, name, description, anon);
    }

    /** The same with its bounds moved; the offset follows the start. */
    public Vma withBounds(long newStart, long newEnd) {
        return at(newStart, newEnd);
    }

    /** The same pages, shown at another place. Anonymous memory of which no page was written begins anew there. */
    public Vma movedTo(long newStart, long newLength) {
        boolean untouched = isAnonymous() && anon == null;
        return placed(newStart, newStart + newLength, untouched ? newStart : offset);
    }

    /** The same with other rights. */
    public Vma withProtection(int newProtection) {
        return new Vma(start, end, newProtection, maximum, flags, backing, offset, name, description, anon);
    }

    /** The same with flags set and cleared. */
    public Vma withFlags(int set, int clear) {
        return new Vma(
                start, end, protection, maximum, (flags & ~clear) | set, backing, offset, name, description, anon);
    }

    /** The same, whose written pages belong to another; null for none. */
    public Vma withAnon(@Nullable AnonVma newAnon) {
        return new Vma(start, end, protection, maximum, flags, backing, offset, name, description, newAnon);
    }

    /** Whether its pages begin as zeros and are this process's alone. */
    public boolean isAnonymous() {
        return backing == null || backing.isAnonymous();
    }

    /** Whether this one, about to be mapped or just changed, can become one with a neighbour: {@code can_vma_merge_after}, {@code _before}. */
    boolean joins(Vma neighbour) {
        return (neighbour.end == start ? neighbour.continuesWith(this) : continuesWith(neighbour))
                && protection == neighbour.protection
                && hasFlagsOf(neighbour)
                && isAlike(neighbour)
                && sharesPages(neighbour);
    }

    /**
     * Whether this one, extended at its end, becomes one with what it reaches: {@code vma_merge_extend}, which unlike a change lends
     * inherited pages.
     */
    boolean reaches(Vma next) {
        return continuesWith(next)
                && protection == next.protection
                && hasFlagsOf(next)
                && isAlike(next)
                && (next.anon == null || (anon == null ? !next.anon.isInherited() : anon == next.anon));
    }

    /** Whether both can be under one VMA that covers them and what lies between: {@code are_anon_vmas_compatible}. */
    boolean bridges(Vma other) {
        return anon == null || other.anon == null || anon == other.anon;
    }

    /** {@code is_mergeable_anon_vma}, as of Linux 6.16. */
    private boolean sharesPages(Vma neighbour) {
        if (anon == null || neighbour.anon == null) {
            AnonVma only = anon == null ? neighbour.anon : anon;
            return only == null || !only.isInherited();
        }
        return anon == neighbour.anon;
    }

    private boolean hasFlagsOf(Vma other) {
        return ((flags ^ other.flags) & ~GUARDED_ONCE) == 0;
    }

    private boolean continuesWith(Vma next) {
        return end == next.start && offset + length() == next.offset;
    }

    private boolean isAlike(Vma other) {
        return maximum == other.maximum
                && Objects.equals(backing, other.backing)
                && (backing == null || !backing.countsMappings())
                && Objects.equals(description, other.description)
                && name.equals(other.name);
    }

    /** The owner of written pages that this one can take from a neighbour which differs in its rights at most: {@code reusable_anon_vma}. */
    @Nullable
    AnonVma reusableFrom(Vma neighbour) {
        boolean fits = (neighbour.end == start ? neighbour.continuesWith(this) : continuesWith(neighbour))
                && hasFlagsOf(neighbour)
                && isAlike(neighbour);
        AnonVma candidate = neighbour.anon;
        return fits && candidate != null && !candidate.isInherited() ? candidate : null;
    }

    @Override
    public String toString() {
        return Long.toHexString(start) + "-" + Long.toHexString(end) + " p" + protection + " f" + flags + " " + name;
    }
}
