package io.tombolo.core.internal.trace;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.SpanVisitor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Guest memory in an array that begins at {@link #BASE}; every other address faults. Enough for what only copies. */
final class ArrayGuestMemory implements GuestMemory {
    static final long BASE = 0x10000;

    private final ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private int used;

    /** Puts a string with its zero byte, and tells its address. */
    long string(String text) {
        return bytes((text + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    long bytes(byte... content) {
        long address = BASE + used;
        bytes.put(used, content);
        used = (used + content.length + 7) & ~7;
        return address;
    }

    long longs(long... values) {
        long address = BASE + used;
        for (long value : values) {
            bytes.putLong(used, value);
            used += Long.BYTES;
        }
        return address;
    }

    private int index(long address, int length) {
        if (address < BASE || address - BASE > bytes.capacity() - length) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        return (int) (address - BASE);
    }

    @Override
    public void copyIn(long address, byte[] target, int offset, int length) {
        bytes.get(index(address, length), target, offset, length);
    }

    @Override
    public void copyOut(long address, byte[] source, int offset, int length) {
        bytes.put(index(address, length), source, offset, length);
    }

    @Override
    public int copyInPartially(long address, byte[] target, int offset, int length) {
        copyIn(address, target, offset, length);
        return length;
    }

    @Override
    public int copyOutPartially(long address, byte[] source, int offset, int length) {
        copyOut(address, source, offset, length);
        return length;
    }

    @Override
    public byte getByte(long address) {
        return bytes.get(index(address, 1));
    }

    @Override
    public short getShort(long address) {
        return bytes.getShort(index(address, 2));
    }

    @Override
    public int getInt(long address) {
        return bytes.getInt(index(address, 4));
    }

    @Override
    public long getLong(long address) {
        return bytes.getLong(index(address, 8));
    }

    @Override
    public void putByte(long address, byte value) {
        bytes.put(index(address, 1), value);
    }

    @Override
    public void putShort(long address, short value) {
        bytes.putShort(index(address, 2), value);
    }

    @Override
    public void putInt(long address, int value) {
        bytes.putInt(index(address, 4), value);
    }

    @Override
    public void putLong(long address, long value) {
        bytes.putLong(index(address, 8), value);
    }

    @Override
    public void fill(long address, long length, byte value) {
        for (long i = 0; i < length; i++) {
            putByte(address + i, value);
        }
    }

    @Override
    public int compareAndExchangeInt(long address, int expected, int value) {
        throw new UnsupportedOperationException("an array is not shared");
    }

    @Override
    public String readString(long address, int limit) {
        StringBuilder text = new StringBuilder();
        for (long at = address; getByte(at) != 0; at++) {
            if (text.length() == limit) {
                throw ErrnoException.of(Errno.ENAMETOOLONG);
            }
            text.append((char) (getByte(at) & 0xFF));
        }
        return text.toString();
    }

    @Override
    public long forEachSpan(long address, long length, int access, SpanVisitor visitor) {
        throw new UnsupportedOperationException("an array has no host address");
    }
}
