package io.tombolo.core.spi;

/**
 * The only way by which host code touches guest memory. Every access checks permissions page by page, brings absent
 * pages in through the fault handler, and answers {@code EFAULT} ({@link ErrnoException}) where the guest itself would
 * have faulted. Addresses need no alignment unless said; the top byte is ignored as AArch64 Linux ignores it. Values are
 * little-endian.
 *
 * <p>The accessor of a vCPU ({@link VirtualCpu#memory}) belongs to the vCPU's thread.
 */
public interface GuestMemory {
    /** Copies from the guest; throws {@code EFAULT} unless all of it can be read. */
    void copyIn(long address, byte[] target, int offset, int length);

    /** Copies to the guest; throws {@code EFAULT} at the first byte that cannot be written, what lies before being written. */
    void copyOut(long address, byte[] source, int offset, int length);

    /** Copies from the guest up to the first fault, and tells how many bytes that was. */
    int copyInPartially(long address, byte[] target, int offset, int length);

    /** Copies to the guest up to the first fault, and tells how many bytes that was. */
    int copyOutPartially(long address, byte[] source, int offset, int length);

    /** One byte. */
    byte getByte(long address);

    /** Two bytes. */
    short getShort(long address);

    /** Four bytes; an aligned one is read at once (it cannot be torn). */
    int getInt(long address);

    /** Eight bytes; an aligned one is read at once. */
    long getLong(long address);

    /** One byte. */
    void putByte(long address, byte value);

    /** Two bytes. */
    void putShort(long address, short value);

    /** Four bytes; an aligned one is written at once. */
    void putInt(long address, int value);

    /** Eight bytes; an aligned one is written at once. */
    void putLong(long address, long value);

    /** Writes one value over a range. */
    void fill(long address, long length, byte value);

    /**
     * Atomic compare and exchange with sequentially consistent order; the page must be writable.
     *
     * @param address a multiple of 4
     * @return the value found; the exchange happened if it equals {@code expected}
     */
    int compareAndExchangeInt(long address, int expected, int value);

    /**
     * Reads a NUL-terminated string as one character a byte (ISO 8859-1), which is how paths travel inside.
     *
     * @param limit the longest string in bytes, without the NUL
     * @throws ErrnoException {@code EFAULT}; {@code ENAMETOOLONG} if no NUL comes within {@code limit + 1} bytes
     */
    String readString(long address, int limit);

    /**
     * Walks a range as contiguous pieces of host memory, for host calls that read or write guest memory with no copy. The
     * visitor must not block: the pieces keep safepoints waiting. It may walk further ranges of the same memory and so hold
     * several pieces; such an inner walk brings no page in, but ends at an absent one as at one that cannot be accessed.
     *
     * @param access {@link Access#READ} or {@link Access#WRITE}
     * @return the bytes used in all; if the first piece failed, what the visitor answered, or {@code -EFAULT}
     */
    long forEachSpan(long address, long length, int access, SpanVisitor visitor);
}
