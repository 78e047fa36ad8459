package io.tombolo.core.spi;

import io.tombolo.core.abi.Errno;

/**
 * The guest memory that a read or write transfers: one range, or the ranges of an {@code iovec}, with a position that
 * moves as bytes are taken. One belongs to each task and is used again for each call, so a transfer allocates nothing.
 */
public final class GuestBuffer {
    private static final int INITIAL_RANGES = 8;
    private static final int IOVEC_SIZE = 16;

    private GuestMemory memory;
    private long[] addresses = new long[INITIAL_RANGES];
    private long[] lengths = new long[INITIAL_RANGES];
    private int ranges;
    private int current;
    private long used;
    private long total;
    private final SpanGathering gathering = new SpanGathering(this);

    /** An empty buffer over a task's memory. */
    public GuestBuffer(GuestMemory memory) {
        this.memory = memory;
    }

    /** Makes it empty, over the given memory. */
    public GuestBuffer reset(GuestMemory of) {
        memory = of;
        ranges = 0;
        current = 0;
        used = 0;
        total = 0;
        return this;
    }

    /** Adds a range at the end. */
    public GuestBuffer add(long address, long length) {
        if (length == 0) {
            return this;
        }
        if (ranges == addresses.length) {
            addresses = java.util.Arrays.copyOf(addresses, ranges * 2);
            lengths = java.util.Arrays.copyOf(lengths, ranges * 2);
        }
        addresses[ranges] = address;
        lengths[ranges++] = length;
        total += length;
        return this;
    }

    /**
     * Adds the ranges of an array of {@code struct iovec} at the end.
     *
     * @param limit where the total is cut
     * @throws ErrnoException {@code EFAULT}, {@code EINVAL} for a negative length
     */
    public GuestBuffer addVector(long vector, long count, long limit) {
        long room = limit;
        for (int index = 0; index < count; index++) {
            long entry = vector + (long) index * IOVEC_SIZE;
            long address = memory.getLong(entry);
            long length = memory.getLong(entry + Long.BYTES);
            if (length < 0) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            long piece = Math.min(length, room);
            add(address, piece);
            room -= piece;
        }
        return this;
    }

    /** Keeps of what remains at most so many bytes. */
    public void truncate(long bytes) {
        if (bytes >= remaining()) {
            return;
        }
        long left = bytes;
        total = used + bytes;
        for (int range = current; range < ranges; range++) {
            lengths[range] = Math.min(lengths[range], left);
            left -= lengths[range];
        }
    }

    /** Bytes that have not been taken yet. */
    public long remaining() {
        return total - used;
    }

    /** Bytes that have been taken. */
    public long used() {
        return used;
    }

    /** The memory that the ranges lie in. */
    public GuestMemory memory() {
        return memory;
    }

    /** The guest address of the next byte; meaningful while {@link #remaining} is positive. */
    public long address() {
        return addresses[current];
    }

    /** How many bytes follow {@link #address} without a gap. */
    public long contiguous() {
        return remaining() == 0 ? 0 : lengths[current];
    }

    /** Takes bytes: moves the position on. */
    public void advance(long bytes) {
        used += bytes;
        long left = bytes;
        while (left > 0) {
            long step = Math.min(left, lengths[current]);
            addresses[current] += step;
            lengths[current] -= step;
            left -= step;
            if (lengths[current] == 0) {
                current++;
            }
        }
    }

    /**
     * Gives bytes to the guest (the read direction) and takes the room they filled.
     *
     * @return how many bytes were written before the buffer was full or a page could not be written
     */
    public int put(byte[] source, int offset, int length) {
        int done = 0;
        while (done < length && remaining() > 0) {
            int piece = (int) Math.min(length - done, contiguous());
            int copied = memory.copyOutPartially(address(), source, offset + done, piece);
            advance(copied);
            done += copied;
            if (copied < piece) {
                break;
            }
        }
        return done;
    }

    /**
     * Takes bytes from the guest (the write direction).
     *
     * @return how many bytes were read before the buffer was empty or a page could not be read
     */
    public int get(byte[] target, int offset, int length) {
        int done = 0;
        while (done < length && remaining() > 0) {
            int piece = (int) Math.min(length - done, contiguous());
            int copied = memory.copyInPartially(address(), target, offset + done, piece);
            advance(copied);
            done += copied;
            if (copied < piece) {
                break;
            }
        }
        return done;
    }

    /**
     * Walks what remains as host memory and takes what the visitor used; see {@link GuestMemory#forEachSpan}.
     *
     * @return the bytes used; a negated errno if nothing was
     */
    public long forEachSpan(int access, SpanVisitor visitor) {
        long done = 0;
        while (remaining() > 0) {
            long piece = contiguous();
            long result = memory.forEachSpan(address(), piece, access, visitor);
            if (result < 0) {
                return done > 0 ? done : result;
            }
            advance(result);
            done += result;
            if (result < piece) {
                break;
            }
        }
        return done;
    }

    /**
     * Makes one host call with all that remains, and takes nothing. Several pieces of host memory are handed over together,
     * for calls that must see them at once: a datagram, or a message that should travel in one packet.
     *
     * @param access {@link Access#READ} or {@link Access#WRITE}
     * @return what the call answers; {@code -EFAULT} without a call if a page cannot be accessed and the gatherer wants all,
     *     or if it is the first; {@code -EMSGSIZE} without a call if the gatherer wants all and has no room for it
     */
    public long gather(int access, SpanGatherer gatherer) {
        return gathering.gather(access, gatherer);
    }

    /** How many ranges have not been taken wholly. */
    public int ranges() {
        return ranges - current;
    }

    int currentRange() {
        return current;
    }

    long rangeAddress(int range) {
        return addresses[range];
    }

    long rangeLength(int range) {
        return lengths[range];
    }
}
