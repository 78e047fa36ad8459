package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.Instruction;

/** AES, SHA-1 and SHA-256 instructions. */
public final class Cryptography {
    private Cryptography() {}

    /** Executes AESE, AESD, AESMC and AESIMC. */
    public static void aes(CpuState state, Instruction instruction) {
        long[] r = state.r;
        long low = r[instruction.rn];
        long high = r[instruction.rn + 1];
        long mixedLow = low ^ r[instruction.rd];
        long mixedHigh = high ^ r[instruction.rd + 1];
        switch (FpSimdDecoder.opcode(instruction)) {
            case AESE -> {
                r[instruction.rd] = Aes.encryptColumns(mixedLow, mixedHigh);
                r[instruction.rd + 1] = Aes.encryptColumns(mixedHigh, mixedLow);
            }
            case AESD -> {
                r[instruction.rd] = Aes.decryptColumns(mixedLow, mixedHigh);
                r[instruction.rd + 1] = Aes.decryptColumns(mixedHigh, mixedLow);
            }
            case AESMC -> {
                r[instruction.rd] = Aes.mixColumns(low);
                r[instruction.rd + 1] = Aes.mixColumns(high);
            }
            default -> {
                r[instruction.rd] = Aes.inverseMixColumns(low);
                r[instruction.rd + 1] = Aes.inverseMixColumns(high);
            }
        }
    }

    /** Executes the SHA-1 and SHA-256 instructions. */
    public static void sha(CpuState state, Instruction instruction) {
        switch (FpSimdDecoder.opcode(instruction)) {
            case SHA1C, SHA1P, SHA1M -> hash1(state, instruction);
            case SHA1SU0 -> scheduleFirst1(state, instruction);
            case SHA1H ->
                set(
                        state,
                        instruction.rd,
                        Integer.toUnsignedLong(Integer.rotateLeft((int) state.r[instruction.rn], 30)),
                        0);
            case SHA1SU1 -> scheduleSecond1(state, instruction);
            case SHA256H -> hash256(state, instruction, instruction.rd, instruction.rn, true);
            case SHA256H2 -> hash256(state, instruction, instruction.rn, instruction.rd, false);
            case SHA256SU0 -> scheduleFirst256(state, instruction);
            default -> scheduleSecond256(state, instruction);
        }
    }

    private static void hash1(CpuState state, Instruction instruction) {
        long[] r = state.r;
        int a = (int) r[instruction.rd];
        int b = (int) (r[instruction.rd] >>> 32);
        int c = (int) r[instruction.rd + 1];
        int d = (int) (r[instruction.rd + 1] >>> 32);
        int e = (int) r[instruction.rn];
        for (int i = 0; i < 4; i++) {
            int function = switch (FpSimdDecoder.opcode(instruction)) {
                case SHA1C -> choose(b, c, d);
                case SHA1M -> majority(b, c, d);
                default -> b ^ c ^ d;
            };
            int next = e + Integer.rotateLeft(a, 5) + function + word(state, instruction.rm, i);
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        set(state, instruction.rd, pack(a, b), pack(c, d));
    }

    private static void scheduleFirst1(CpuState state, Instruction instruction) {
        long[] r = state.r;
        long low = r[instruction.rd + 1] ^ r[instruction.rd] ^ r[instruction.rm];
        long high = r[instruction.rn] ^ r[instruction.rd + 1] ^ r[instruction.rm + 1];
        set(state, instruction.rd, low, high);
    }

    private static void scheduleSecond1(CpuState state, Instruction instruction) {
        int first = word(state, instruction.rd, 0) ^ word(state, instruction.rn, 1);
        int second = word(state, instruction.rd, 1) ^ word(state, instruction.rn, 2);
        int third = word(state, instruction.rd, 2) ^ word(state, instruction.rn, 3);
        int fourth = word(state, instruction.rd, 3);
        long low = pack(Integer.rotateLeft(first, 1), Integer.rotateLeft(second, 1));
        long high = pack(Integer.rotateLeft(third, 1), Integer.rotateLeft(fourth, 1) ^ Integer.rotateLeft(first, 2));
        set(state, instruction.rd, low, high);
    }

    private static void hash256(CpuState state, Instruction instruction, int abcd, int efgh, boolean first) {
        int a = word(state, abcd, 0);
        int b = word(state, abcd, 1);
        int c = word(state, abcd, 2);
        int d = word(state, abcd, 3);
        int e = word(state, efgh, 0);
        int f = word(state, efgh, 1);
        int g = word(state, efgh, 2);
        int h = word(state, efgh, 3);
        for (int i = 0; i < 4; i++) {
            int sigma1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int t = h + sigma1 + choose(e, f, g) + word(state, instruction.rm, i);
            int sigma0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int next = t + sigma0 + majority(a, b, c);
            h = g;
            g = f;
            f = e;
            e = d + t;
            d = c;
            c = b;
            b = a;
            a = next;
        }
        set(state, instruction.rd, first ? pack(a, b) : pack(e, f), first ? pack(c, d) : pack(g, h));
    }

    private static void scheduleFirst256(CpuState state, Instruction instruction) {
        int d = instruction.rd;
        int n = instruction.rn;
        int first = word(state, d, 0) + smallSigma0(word(state, d, 1));
        int second = word(state, d, 1) + smallSigma0(word(state, d, 2));
        int third = word(state, d, 2) + smallSigma0(word(state, d, 3));
        int fourth = word(state, d, 3) + smallSigma0(word(state, n, 0));
        set(state, d, pack(first, second), pack(third, fourth));
    }

    private static void scheduleSecond256(CpuState state, Instruction instruction) {
        int d = instruction.rd;
        int n = instruction.rn;
        int m = instruction.rm;
        int first = word(state, d, 0) + word(state, n, 1) + smallSigma1(word(state, m, 2));
        int second = word(state, d, 1) + word(state, n, 2) + smallSigma1(word(state, m, 3));
        int third = word(state, d, 2) + word(state, n, 3) + smallSigma1(first);
        int fourth = word(state, d, 3) + word(state, m, 0) + smallSigma1(second);
        set(state, d, pack(first, second), pack(third, fourth));
    }

    private static int smallSigma0(int x) {
        return Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ x >>> 3;
    }

    private static int smallSigma1(int x) {
        return Integer.rotateRight(x, 17) ^ Integer.rotateRight(x, 19) ^ x >>> 10;
    }

    private static int choose(int x, int y, int z) {
        return ((y ^ z) & x) ^ z;
    }

    private static int majority(int x, int y, int z) {
        return (x & y) | ((x | y) & z);
    }

    private static int word(CpuState state, int slot, int index) {
        return (int) (state.r[slot + (index >> 1)] >>> ((index & 1) << 5));
    }

    private static long pack(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << 32;
    }

    private static void set(CpuState state, int slot, long low, long high) {
        state.r[slot] = low;
        state.r[slot + 1] = high;
    }
}
