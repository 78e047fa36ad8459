package io.tombolo.fs.internal.host;

import io.tombolo.core.spi.SpanVisitor;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes between pieces of guest memory and a host file, or a host buffer. Set up anew for each transfer, so that
 * none allocates. Belongs to one thread.
 */
public final class SpanTransfer implements SpanVisitor {
    private enum Direction {
        READ,
        WRITE,
        GATHER,
        SCATTER
    }

    /** A host address at which nothing is ever mapped. */
    public static final long NOWHERE = 0;

    private @Nullable HostCalls calls;
    private Direction direction = Direction.READ;
    private int descriptor;
    private long position;
    private int flags;
    private long vector;
    private long bounce;
    private long room;

    SpanTransfer() {}

    /** Reads from a host file into the pieces; a negative position stands for the file's own offset. */
    public SpanTransfer reading(HostCalls host, int from, long at) {
        return set(host, Direction.READ, from, at);
    }

    /** Writes the pieces to a host file. */
    public SpanTransfer writing(HostCalls host, int to, long at) {
        return set(host, Direction.WRITE, to, at);
    }

    /**
     * Makes the host heed flags of preadv2(2) as well.
     *
     * @param memory host memory of 16 bytes for the vector that such calls take
     */
    public SpanTransfer withFlags(int wanted, long memory) {
        flags = wanted;
        vector = memory;
        return this;
    }

    private SpanTransfer set(HostCalls host, Direction to, int fd, long at) {
        calls = host;
        direction = to;
        descriptor = fd;
        position = at;
        flags = 0;
        return this;
    }

    /** Copies the pieces to a host address, as far as there is room. */
    public SpanTransfer gathering(long to, long bytes) {
        direction = Direction.GATHER;
        bounce = to;
        room = bytes;
        return this;
    }

    /** Copies from a host address into the pieces, as far as there are bytes. */
    public SpanTransfer scattering(long from, long bytes) {
        direction = Direction.SCATTER;
        bounce = from;
        room = bytes;
        return this;
    }

    @Override
    public long span(long hostAddress, long length) {
        return switch (direction) {
            case READ -> transfer(SyscallNumbers.READ, SyscallNumbers.PREAD64, hostAddress, length);
            case WRITE -> transfer(SyscallNumbers.WRITE, SyscallNumbers.PWRITE64, hostAddress, length);
            case GATHER -> copy(hostAddress, bounce, length);
            case SCATTER -> copy(bounce, hostAddress, length);
        };
    }

    /** The host tells whether a file has ended: a read to nowhere answers 0 there, and an error before. */
    @Override
    public boolean isFinished() {
        return direction == Direction.READ && transfer(SyscallNumbers.READ, SyscallNumbers.PREAD64, NOWHERE, 1) == 0;
    }

    private long transfer(int plain, int positioned, long address, long length) {
        HostCalls host = calls;
        if (host == null) {
            throw new IllegalStateException("transfer without a host");
        }
        if (flags != 0) {
            return transferWithFlags(host, address, length);
        }
        if (position < 0) {
            return host.call(plain, descriptor, address, length);
        }
        long done = host.call(positioned, descriptor, address, length, position);
        if (done > 0) {
            position += done;
        }
        return done;
    }

    private long transferWithFlags(HostCalls host, long address, long length) {
        NativeMemory.putLong(vector, address);
        NativeMemory.putLong(vector + Long.BYTES, length);
        int call = direction == Direction.READ ? SyscallNumbers.PREADV2 : SyscallNumbers.PWRITEV2;
        long done = host.call(call, descriptor, vector, 1, position, 0, flags);
        if (done > 0 && position >= 0) {
            position += done;
        }
        return done;
    }

    private long copy(long from, long to, long length) {
        long piece = Math.min(length, room);
        NativeMemory.copy(from, to, piece);
        // What vanished under the copy must be known before the copy counts.
        NativeMemory.poll();
        bounce += piece;
        room -= piece;
        return piece;
    }
}
