package io.tombolo.soft.internal.simd;

/**
 * Arithmetic on a long seen as eight bytes, four half words, two words or one double word, without a loop where the trick is known. The size is the binary
 * logarithm of the element size in bytes. Pure functions.
 */
public final class Lanes {
    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
    private static final long EVEN_HALVES = 0x0000_FFFF_0000_FFFFL;
    private static final long LOW_WORD = 0xFFFF_FFFFL;

    private Lanes() {}

    /** Returns the sign bits of all elements. */
    public static long signs(int size) {
        return switch (size) {
            case 0 -> 0x8080_8080_8080_8080L;
            case 1 -> 0x8000_8000_8000_8000L;
            case 2 -> 0x8000_0000_8000_0000L;
            default -> Long.MIN_VALUE;
        };
    }

    /** Returns the lowest bits of all elements. */
    public static long ones(int size) {
        return signs(size) >>> ((8 << size) - 1);
    }

    /** Returns the width of an element in bits. */
    public static int width(int size) {
        return 8 << size;
    }

    /** Returns the mask of the lowest element. */
    public static long mask(int size) {
        return -1L >>> (64 - (8 << size));
    }

    /** Copies the lowest element of a value to all elements. */
    public static long duplicate(long value, int size) {
        return (value & mask(size)) * ones(size);
    }

    /** Returns the element at a bit position, zero-extended. */
    public static long unsignedAt(long lanes, int size, int position) {
        return lanes >>> position & mask(size);
    }

    /** Returns the element at a bit position, sign-extended. */
    public static long signedAt(long lanes, int size, int position) {
        int unused = 64 - (8 << size);
        return lanes >>> position << unused >> unused;
    }

    /** Adds elements. */
    public static long add(long a, long b, int size) {
        long signs = signs(size);
        return (a & ~signs) + (b & ~signs) ^ ((a ^ b) & signs);
    }

    /** Subtracts elements. */
    public static long subtract(long a, long b, int size) {
        long signs = signs(size);
        return (a | signs) - (b & ~signs) ^ ((a ^ ~b) & signs);
    }

    /** Fills each element with its own sign bit, given only sign bits. */
    private static long fill(long signBits, int size) {
        return (signBits << 1) - (signBits >>> ((8 << size) - 1));
    }

    /** Fills each element with its sign. */
    public static long signMask(long a, int size) {
        return fill(a & signs(size), size);
    }

    /** Returns all ones in each element that is zero. */
    public static long isZero(long a, int size) {
        long signs = signs(size);
        long nonZero = (a & ~signs) + ~signs | a;
        return fill(~nonZero & signs, size);
    }

    /** Returns all ones in each element that is equal. */
    public static long equal(long a, long b, int size) {
        return isZero(a ^ b, size);
    }

    /** Returns all ones in each element of a that is above that of b, unsigned. */
    public static long above(long a, long b, int size) {
        long borrow = (~b & a) | (~(b ^ a) & subtract(b, a, size));
        return fill(borrow & signs(size), size);
    }

    /** Returns all ones in each element of a that is greater than that of b, signed. */
    public static long greater(long a, long b, int size) {
        long signs = signs(size);
        return above(a ^ signs, b ^ signs, size);
    }

    /** Takes the bits of a where the mask is set, else those of b. */
    public static long select(long mask, long a, long b) {
        return b ^ ((a ^ b) & mask);
    }

    /** Returns the larger elements. */
    public static long max(long a, long b, int size, boolean unsigned) {
        return select(unsigned ? above(a, b, size) : greater(a, b, size), a, b);
    }

    /** Returns the smaller elements. */
    public static long min(long a, long b, int size, boolean unsigned) {
        return select(unsigned ? above(a, b, size) : greater(a, b, size), b, a);
    }

    /** Returns the magnitudes of the differences. */
    public static long absoluteDifference(long a, long b, int size, boolean unsigned) {
        return subtract(max(a, b, size, unsigned), min(a, b, size, unsigned), size);
    }

    /** Returns the magnitudes. */
    public static long absolute(long a, int size) {
        long sign = signMask(a, size);
        return subtract(a ^ sign, sign, size);
    }

    /** Multiplies elements, keeping the low half of each product. */
    public static long multiply(long a, long b, int size) {
        if (size >= 2) {
            long product = a * b;
            long high = (a >>> 32) * (b >>> 32);
            return size == 3 ? product : (product & LOW_WORD) | (high << 32);
        }
        long result = 0;
        for (int at = 0; at < 64; at += 8 << size) {
            result |= ((a >>> at) * (b >>> at) & mask(size)) << at;
        }
        return result;
    }

    /** Returns {@code (a + b + round) >> 1} without overflow. */
    public static long halvingAdd(long a, long b, int size, boolean unsigned, boolean round) {
        long flip = unsigned ? 0 : signs(size);
        long x = a ^ flip;
        long y = b ^ flip;
        // (x & y) + ((x ^ y) >> 1), or (x | y) - ((x ^ y) >> 1) to round up; a signed average is the unsigned one of
        // biased operands.
        long half = (x ^ y) >>> 1 & ~signs(size);
        return (round ? subtract(x | y, half, size) : add(x & y, half, size)) ^ flip;
    }

    /** Returns {@code (a - b) >> 1} without overflow. */
    public static long halvingSubtract(long a, long b, int size, boolean unsigned) {
        long signs = signs(size);
        long flip = unsigned ? 0 : signs;
        long x = a ^ flip;
        long y = b ^ flip;
        long half = (x ^ y) >>> 1 & ~signs;
        return subtract(half, y & ~x, size);
    }

    /** Shifts each element left by the same distance, less than its width. */
    public static long shiftLeft(long a, int size, int distance) {
        return a << distance & duplicate(mask(size) << distance, size);
    }

    /** Shifts each element right by the same distance, at most its width. */
    public static long shiftRight(long a, int size, int distance, boolean unsigned) {
        int width = 8 << size;
        if (distance >= width) {
            return unsigned ? 0 : signMask(a, size);
        }
        long kept = duplicate(mask(size) >>> distance, size);
        long result = a >>> distance & kept;
        return unsigned ? result : result | (signMask(a, size) & ~kept);
    }

    /** Gathers the even elements of a long in its low half. */
    private static long compress(long a, int size) {
        if (size == 2) {
            return a & LOW_WORD;
        }
        long x = a & EVEN_HALVES;
        if (size == 0) {
            x = a & EVEN_BYTES;
            x = (x | x >>> 8) & EVEN_HALVES;
        }
        return (x | x >>> 16) & LOW_WORD;
    }

    /** Spreads the elements of the low half over the even positions of a long. */
    private static long spread(long a, int size) {
        long x = a & LOW_WORD;
        if (size == 2) {
            return x;
        }
        x = (x | x << 16) & EVEN_HALVES;
        return size == 1 ? x : (x | x << 8) & EVEN_BYTES;
    }

    /** Returns the even elements of two longs, the first long's in the low half. */
    public static long even(long low, long high, int size) {
        return size == 3 ? low : compress(low, size) | compress(high, size) << 32;
    }

    /** Returns the odd elements of two longs, the first long's in the low half. */
    public static long odd(long low, long high, int size) {
        return size == 3 ? high : even(low >>> (8 << size), high >>> (8 << size), size);
    }

    /** Interleaves the elements of the low halves of two longs. */
    public static long interleave(long a, long b, int size) {
        return spread(a, size) | spread(b, size) << (8 << size);
    }

    /** Extends the elements of the low half to twice their size. */
    public static long widen(long a, int size, boolean unsigned) {
        long wide = spread(a, size);
        if (unsigned) {
            return wide;
        }
        long sign = ones(size + 1) << ((8 << size) - 1);
        return subtract(wide ^ sign, sign, size + 1);
    }

    /** Counts the ones of each byte. */
    public static long countBits(long a) {
        long x = a - (a >>> 1 & 0x5555_5555_5555_5555L);
        x = (x & 0x3333_3333_3333_3333L) + (x >>> 2 & 0x3333_3333_3333_3333L);
        return x + (x >>> 4) & 0x0F0F_0F0F_0F0F_0F0FL;
    }

    /** Counts the leading zeros of each element. */
    public static long countLeadingZeros(long a, int size) {
        int width = 8 << size;
        long result = 0;
        for (int at = 0; at < 64; at += width) {
            long element = unsignedAt(a, size, at);
            result |= (long) (Long.numberOfLeadingZeros(element) - (64 - width)) << at;
        }
        return result;
    }

    /** Counts the bits below the sign bit that are equal to it. */
    public static long countLeadingSigns(long a, int size) {
        // x ^ (x << 1) has its leading one where the sign run ends; the low bit set keeps the count below the width.
        long changes = (a ^ shiftLeft(a, size, 1)) | ones(size);
        return countLeadingZeros(changes, size);
    }

    /** Reverses the bits of each byte. */
    public static long reverseBits(long a) {
        return Long.reverseBytes(Long.reverse(a));
    }

    /** Reverses the elements within containers of 16, 32 or 64 bits. */
    public static long reverseElements(long a, int size, int containerSize) {
        long x = a;
        for (int step = size; step < containerSize; step++) {
            int width = 8 << step;
            long even = duplicate(mask(step), step + 1);
            x = (x >>> width & even) | (x & even) << width;
        }
        return x;
    }

    /** The low halves of the elements of twice the size, in their places. */
    private static long lowHalves(int size) {
        return duplicate(mask(size), size + 1);
    }

    /** Adds adjacent elements to elements of twice the size. */
    public static long addPairsLong(long a, int size, boolean unsigned) {
        long flip = unsigned ? 0 : signs(size);
        long halves = lowHalves(size);
        long x = a ^ flip;
        long sum = (x & halves) + (x >>> (8 << size) & halves);
        // Each of two biased elements is too large by the bias: together by twice that.
        return unsigned ? sum : subtract(sum, ones(size + 1) << (8 << size), size + 1);
    }

    /** Takes the even elements of two longs to the even places, those of the second to the odd ones: TRN1. */
    public static long transposeEven(long n, long m, int size) {
        if (size == 3) {
            return n;
        }
        long even = lowHalves(size);
        return (n & even) | (m & even) << (8 << size);
    }

    /** The same with the odd elements: TRN2. */
    public static long transposeOdd(long n, long m, int size) {
        long even = lowHalves(size);
        return (n >>> (8 << size) & even) | (m & ~even);
    }

    /** The 64 bits from a bit position, below 64, in a pair of longs. */
    public static long funnel(long low, long high, int shift) {
        return shift == 0 ? low : low >>> shift | high << (64 - shift);
    }

    /** Puts a value in place of the element at a bit position. */
    public static long insert(long lanes, long value, int size, int position) {
        long mask = mask(size) << position;
        return (lanes & ~mask) | (value << position & mask);
    }

    /** Adds all elements of two longs, unsigned or modulo their size. */
    public static long sum(long low, long high, int size) {
        return sum(low, size) + sum(high, size);
    }

    private static long sum(long a, int size) {
        long x = size == 0 ? addPairsLong(a, 0, true) : a;
        return size >= 2
                ? (x & LOW_WORD) + (x >>> 32)
                : (x & 0xFFFF) + (x >>> 16 & 0xFFFF) + (x >>> 32 & 0xFFFF) + (x >>> 48);
    }

    /** The bytes of a pair of longs at the indices that the bytes of a third are; zero for those beyond. */
    public static long lookUp(long low, long high, long indices) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int index = (int) (indices >>> at) & 0xFF;
            long value = (index & 8) == 0 ? low : high;
            result |= (index < 16 ? value >>> ((index & 7) << 3) & 0xFF : 0) << at;
        }
        return result;
    }
}
