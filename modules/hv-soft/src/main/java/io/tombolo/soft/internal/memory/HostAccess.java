package io.tombolo.soft.internal.memory;

import jdk.internal.misc.Unsafe;

/**
 * Loads and stores at raw host addresses: the one class of this module that can crash the process if it is given a wrong address. Only
 * {@link PageMap} computes addresses for it, from entries that name mapped host pages.
 *
 * <p>Why the JDK's internal Unsafe: {@code MemorySegment} accessors have deep inline trees that exhaust the compiler's inlining budget
 * in big methods (measured four times slower), and compare-and-exchange must come in all sizes. Guest threads race as they please, so loads
 * are opaque: coherent, and never taken out of a loop. Stores are plain: before it is compiled, an opaque store is an exchange instruction in
 * the JVM's native code, and one across a cache line is a split lock, for which Linux stops the thread for milliseconds, once for seconds.
 * Plain ones are not torn either, and keep their order before and after loads and fences. Values are little-endian, as guest and hosts are.
 *
 * <p>Memory behind a mapped file vanishes when somebody shortens the file. The JVM then skips the access and throws {@link InternalError}
 * at its next poll, which {@link #poll} is. Two things that it does not survive (JDK 25 on x86-64, observed) are kept from it: that exchange
 * instruction in its one- and two-byte forms, and the native compare-and-exchange: compilers inline compare-and-set, and a guarded load goes before.
 */
public final class HostAccess {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private HostAccess() {}

    /** Loads a byte, zero-extended. */
    public static long get8(long address) {
        return UNSAFE.getByteOpaque(null, address) & 0xffL;
    }

    /** Loads two bytes, zero-extended. */
    public static long get16(long address) {
        return UNSAFE.getShortOpaque(null, address) & 0xffffL;
    }

    /** Loads four bytes, zero-extended. */
    public static long get32(long address) {
        return UNSAFE.getIntOpaque(null, address) & 0xffffffffL;
    }

    /** Loads eight bytes. */
    public static long get64(long address) {
        return UNSAFE.getLongOpaque(null, address);
    }

    /** Stores the low byte. */
    public static void put8(long address, long value) {
        UNSAFE.putByte(null, address, (byte) value);
    }

    /** Stores the low two bytes. */
    public static void put16(long address, long value) {
        UNSAFE.putShort(null, address, (short) value);
    }

    /** Stores the low four bytes. */
    public static void put32(long address, long value) {
        UNSAFE.putInt(null, address, (int) value);
    }

    /** Stores eight bytes. */
    public static void put64(long address, long value) {
        UNSAFE.putLong(null, address, value);
    }

    /** Atomically exchanges one byte if it is as expected; returns what was found, zero-extended. Full barrier. */
    public static long compareAndExchange8(long address, long expected, long value) {
        get8(address);
        return UNSAFE.compareAndExchangeByte(null, address, (byte) expected, (byte) value) & 0xffL;
    }

    /** Atomically exchanges two aligned bytes if they are as expected; returns what was found, zero-extended. Full barrier. */
    public static long compareAndExchange16(long address, long expected, long value) {
        get16(address);
        return UNSAFE.compareAndExchangeShort(null, address, (short) expected, (short) value) & 0xffffL;
    }

    /** Atomically exchanges four aligned bytes if they are as expected; returns what was found, zero-extended. Full barrier. */
    public static long compareAndExchange32(long address, long expected, long value) {
        int found;
        do {
            found = UNSAFE.getIntVolatile(null, address);
        } while (found == (int) expected && !UNSAFE.compareAndSetInt(null, address, found, (int) value));
        return found & 0xffffffffL;
    }

    /** Atomically exchanges eight aligned bytes if they are as expected; returns what was found. Full barrier. */
    public static long compareAndExchange64(long address, long expected, long value) {
        long found;
        do {
            found = UNSAFE.getLongVolatile(null, address);
        } while (found == expected && !UNSAFE.compareAndSetLong(null, address, found, value));
        return found;
    }

    /** Copies bytes out of host memory into an array. */
    public static void copyToArray(long from, byte[] to, int offset, int length) {
        UNSAFE.copyMemory(null, from, to, Unsafe.ARRAY_BYTE_BASE_OFFSET + offset, length);
    }

    /** Copies bytes of an array to host memory. */
    public static void copyFromArray(byte[] from, int offset, long to, int length) {
        UNSAFE.copyMemory(from, Unsafe.ARRAY_BYTE_BASE_OFFSET + offset, null, to, length);
    }

    /** Sets every byte of a range to a value. */
    public static void fill(long address, long length, byte value) {
        UNSAFE.setMemory(address, length, value);
    }

    /** Throws the {@link InternalError} of an access before, if it met vanished memory; a native call, since only those poll for sure. */
    public static void poll() {
        Thread.holdsLock(UNSAFE);
    }

    /** Orders every earlier access of this thread before every later one. */
    public static void fullFence() {
        UNSAFE.fullFence();
    }

    /** Orders every earlier load of this thread before every later access. */
    public static void loadFence() {
        UNSAFE.loadFence();
    }

    /** Orders every earlier access of this thread before every later store. */
    public static void storeFence() {
        UNSAFE.storeFence();
    }
}
