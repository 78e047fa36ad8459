package io.tombolo.fs.internal;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.SpanVisitor;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.NativeMemory;

/** Guest memory of the tests: one range, of which the last page can only be read; all else faults. */
final class FlatMemory implements GuestMemory {
    static final long BASE = 0x10000;
    static final int SIZE = 1 << 20;
    static final long READ_ONLY = BASE + SIZE - 4096;
    /** Pieces are as small as a page, as they are where host pages lie apart. */
    private static final int PAGE = 4096;

    private final NativeBuffer memory = NativeBuffer.allocate(SIZE);

    private long host(long address, long length, int access) {
        long end = access == Access.WRITE ? READ_ONLY : BASE + SIZE;
        if (address < BASE || address + length > end) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        return memory.address() + address - BASE;
    }

    private static int reachable(long address, int length, int access) {
        long end = access == Access.WRITE ? READ_ONLY : BASE + SIZE;
        return address < BASE ? 0 : Math.clamp(end - address, 0, length);
    }

    @Override
    public void copyIn(long address, byte[] target, int offset, int length) {
        NativeMemory.copy(host(address, length, Access.READ), target, offset, length);
    }

    @Override
    public void copyOut(long address, byte[] source, int offset, int length) {
        NativeMemory.copy(source, offset, host(address, length, Access.WRITE), length);
    }

    @Override
    public int copyInPartially(long address, byte[] target, int offset, int length) {
        int reached = reachable(address, length, Access.READ);
        copyIn(reached == 0 ? BASE : address, target, offset, reached);
        return reached;
    }

    @Override
    public int copyOutPartially(long address, byte[] source, int offset, int length) {
        int reached = reachable(address, length, Access.WRITE);
        copyOut(reached == 0 ? BASE : address, source, offset, reached);
        return reached;
    }

    @Override
    public byte getByte(long address) {
        return NativeMemory.getByte(host(address, 1, Access.READ));
    }

    @Override
    public short getShort(long address) {
        return NativeMemory.getShort(host(address, 2, Access.READ));
    }

    @Override
    public int getInt(long address) {
        return NativeMemory.getInt(host(address, 4, Access.READ));
    }

    @Override
    public long getLong(long address) {
        return NativeMemory.getLong(host(address, 8, Access.READ));
    }

    @Override
    public void putByte(long address, byte value) {
        NativeMemory.putByte(host(address, 1, Access.WRITE), value);
    }

    @Override
    public void putShort(long address, short value) {
        NativeMemory.putShort(host(address, 2, Access.WRITE), value);
    }

    @Override
    public void putInt(long address, int value) {
        NativeMemory.putInt(host(address, 4, Access.WRITE), value);
    }

    @Override
    public void putLong(long address, long value) {
        NativeMemory.putLong(host(address, 8, Access.WRITE), value);
    }

    @Override
    public void fill(long address, long length, byte value) {
        NativeMemory.fill(host(address, length, Access.WRITE), length, value);
    }

    @Override
    public int compareAndExchangeInt(long address, int expected, int value) {
        throw new UnsupportedOperationException("files need no atomics");
    }

    @Override
    public String readString(long address, int limit) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index <= limit; index++) {
            byte next = getByte(address + index);
            if (next == 0) {
                return text.toString();
            }
            text.append((char) (next & 0xff));
        }
        throw ErrnoException.of(Errno.ENAMETOOLONG);
    }

    @Override
    public long forEachSpan(long address, long length, int access, SpanVisitor visitor) {
        int reached = reachable(address, (int) Math.min(length, Integer.MAX_VALUE), access);
        long done = 0;
        while (done < reached) {
            long piece = Math.min(reached - done, PAGE - ((address + done) & (PAGE - 1)));
            long used = visitor.span(host(address + done, piece, access), piece);
            if (used < 0) {
                return done > 0 ? done : used;
            }
            done += used;
            if (used < piece) {
                return done;
            }
        }
        return done == 0 && length > 0 ? Errno.EFAULT.result() : done;
    }
}
