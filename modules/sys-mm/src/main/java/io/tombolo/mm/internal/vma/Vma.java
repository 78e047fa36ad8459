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
 * @param offset where {@code start} lies in the backing, in bytes; 0 without one
 * @param name the last column of {@code /proc/PID/maps} where it is neither a path nor {@code [heap]}; else empty
 */
public record Vma(
        long start,
        long end,
        int protection,
        int maximum,
        int flags,
        @Nullable Backing backing,
        long offset,
        String name) {
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

    /** The distance that the kernel keeps between a growing stack and what lies below it. */
    public static final long GUARD_GAP = 256 * 4096;

    /** All rights. */
    public static final int ALL = Access.READ | Access.WRITE | Access.EXECUTE;

    /** Private anonymous memory. */
    public static Vma anonymous(long start, long end, int protection, int flags) {
        return new Vma(start, end, protection, ALL, flags, null, 0, "");
    }

    /** Its length in bytes. */
    public long length() {
        return end - start;
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
        long newOffset = backing == null ? 0 : offset + (newStart - start);
        return new Vma(newStart, newEnd, protection, maximum, flags, backing, newOffset, name);
    }

    /** The same with its bounds moved; the offset follows the start. */
    public Vma withBounds(long newStart, long newEnd) {
        return at(newStart, newEnd);
    }

    /** The same object, shown at another place. */
    public Vma movedTo(long newStart, long newLength) {
        return new Vma(newStart, newStart + newLength, protection, maximum, flags, backing, offset, name);
    }

    /** The same with other rights. */
    public Vma withProtection(int newProtection) {
        return new Vma(start, end, newProtection, maximum, flags, backing, offset, name);
    }

    /** The same with flags set and cleared. */
    public Vma withFlags(int set, int clear) {
        return new Vma(start, end, protection, maximum, (flags & ~clear) | set, backing, offset, name);
    }

    /** Whether another one that begins where this one ends can become one with it. */
    boolean mergesWith(Vma next) {
        return end == next.start
                && protection == next.protection
                && maximum == next.maximum
                && flags == next.flags
                && Objects.equals(backing, next.backing)
                && (backing == null || (offset + length() == next.offset && !backing.countsMappings()))
                && name.equals(next.name);
    }

    @Override
    public String toString() {
        return Long.toHexString(start) + "-" + Long.toHexString(end) + " p" + protection + " f" + flags + " " + name;
    }
}
