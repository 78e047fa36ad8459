package io.tombolo.host.posix;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Reads and writes host memory by address. Nothing but the sign of an address is checked: an address that is not mapped
 * ends the process, or throws {@link InternalError} when it lies past the end of a mapped file. So callers pass only
 * addresses of memory that they own, such as a {@link NativeBuffer} or a mapping that they hold. Values are in the
 * host's byte order and need no alignment. Thread-safe in the sense that plain memory is.
 */
@SuppressWarnings("restricted")
public final class NativeMemory {
    /** All of memory; the only segment in this module that spans more than it was given. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private NativeMemory() {}

    /**
     * A buffer over a few bytes. The segment's own accessors would make the JVM build variable handles at start-up, which
     * costs milliseconds; a buffer needs none, and the optimizing compiler removes it.
     */
    private static ByteBuffer view(long address, int size) {
        return MEMORY.asSlice(address, size).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** {@return the byte at the address} */
    public static byte getByte(long address) {
        return view(address, Byte.BYTES).get(0);
    }

    /** {@return the two bytes at the address} */
    public static short getShort(long address) {
        return view(address, Short.BYTES).getShort(0);
    }

    /** {@return the four bytes at the address} */
    public static int getInt(long address) {
        return view(address, Integer.BYTES).getInt(0);
    }

    /** {@return the eight bytes at the address} */
    public static long getLong(long address) {
        return view(address, Long.BYTES).getLong(0);
    }

    /** Writes one byte at the address. */
    public static void putByte(long address, byte value) {
        view(address, Byte.BYTES).put(0, value);
    }

    /** Writes two bytes at the address. */
    public static void putShort(long address, short value) {
        view(address, Short.BYTES).putShort(0, value);
    }

    /** Writes four bytes at the address. */
    public static void putInt(long address, int value) {
        view(address, Integer.BYTES).putInt(0, value);
    }

    /** Writes eight bytes at the address. */
    public static void putLong(long address, long value) {
        view(address, Long.BYTES).putLong(0, value);
    }

    /** Copies {@code length} bytes of the array, from {@code offset}, to the address. */
    public static void copy(byte[] source, int offset, long target, int length) {
        MEMORY.asSlice(target, length).asByteBuffer().put(0, source, offset, length);
    }

    /** Copies {@code length} bytes from the address into the array, from {@code offset}. */
    public static void copy(long source, byte[] target, int offset, int length) {
        MEMORY.asSlice(source, length).asByteBuffer().get(0, target, offset, length);
    }

    /** Copies {@code length} bytes from address to address, as {@code memmove} does. */
    public static void copy(long source, long target, long length) {
        MemorySegment.copy(MEMORY, source, MEMORY, target, length);
    }

    /**
     * Throws the {@link InternalError} of an access of this thread before, if that met the end of a mapped file: the JVM
     * throws it late, from compiled code as late as in a caller's caller, but not later than at the next native call.
     */
    public static void poll() {
        Thread.holdsLock(MEMORY);
    }

    /** Writes {@code length} bytes of that value. */
    public static void fill(long address, long length, byte value) {
        MEMORY.asSlice(address, length).fill(value);
    }

    /**
     * The bytes of a C string, without its terminator.
     *
     * @param limit how many bytes may be looked at
     * @return the bytes up to the first zero, or {@code limit} bytes when there is none among them
     */
    public static byte[] string(long address, int limit) {
        Objects.checkIndex(0, Math.addExact(limit, 1));
        int length = 0;
        while (length < limit && getByte(address + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        copy(address, bytes, 0, length);
        return bytes;
    }

    /** {@return the memory as a segment that lives for ever: for bulk work of the class library} */
    public static MemorySegment segment(long address, long length) {
        return MEMORY.asSlice(address, length);
    }
}
