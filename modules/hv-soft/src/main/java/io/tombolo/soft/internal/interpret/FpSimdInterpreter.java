package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.FpSimdOperation;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.fp.FpArithmetic;
import io.tombolo.soft.internal.fp.FpFormat;
import io.tombolo.soft.internal.simd.Lanes;
import io.tombolo.soft.internal.simd.ScalarFp;
import io.tombolo.soft.internal.simd.VectorMemory;

/**
 * Executes floating-point and Advanced SIMD instructions: here the frequent ones, those of copying, comparing and searching memory and of plain double
 * arithmetic; {@link FpSimdGroups} has the others.
 */
public final class FpSimdInterpreter {
    private FpSimdInterpreter() {}

    /**
     * Executes one instruction; the program counter is the caller's business.
     *
     * @throws GuestTrap if a memory access faults; no register or memory has changed then
     */
    public static void execute(CpuState s, Instruction i) {
        long[] r = s.r;
        switch (i.op) {
            case FpSimdOperation.LOAD_128 -> VectorMemory.load128(s, i);
            case FpSimdOperation.LOAD_64 -> scalar(r, i, s.memory.load64(VectorMemory.address(s, i)));
            case FpSimdOperation.LOAD_32 -> scalar(r, i, s.memory.load32(VectorMemory.address(s, i)));
            case FpSimdOperation.STORE_128 -> s.memory.storePair64(VectorMemory.address(s, i), r[i.rd], r[i.rd + 1]);
            case FpSimdOperation.STORE_64 -> s.memory.store64(VectorMemory.address(s, i), r[i.rd]);
            case FpSimdOperation.STORE_32 -> s.memory.store32(VectorMemory.address(s, i), r[i.rd]);
            case FpSimdOperation.LOAD_PAIR -> VectorMemory.loadPair(s, i);
            case FpSimdOperation.STORE_PAIR -> VectorMemory.storePair(s, i);
            case FpSimdOperation.AND -> vector(r, i, r[i.rn] & r[i.rm], r[i.rn + 1] & r[i.rm + 1]);
            case FpSimdOperation.BIC -> vector(r, i, r[i.rn] & ~r[i.rm], r[i.rn + 1] & ~r[i.rm + 1]);
            case FpSimdOperation.ORR -> vector(r, i, r[i.rn] | r[i.rm], r[i.rn + 1] | r[i.rm + 1]);
            case FpSimdOperation.EOR -> vector(r, i, r[i.rn] ^ r[i.rm], r[i.rn + 1] ^ r[i.rm + 1]);
            case FpSimdOperation.IMMEDIATE -> vector(r, i, i.imm, i.imm);
            case FpSimdOperation.FROM_GENERAL, FpSimdOperation.MOVE_64 -> scalar(r, i, r[i.rn]);
            case FpSimdOperation.TO_GENERAL -> r[i.rd] = r[i.rn];
            case FpSimdOperation.ADD_DOUBLE -> scalar(r, i, FpArithmetic.add(FpFormat.DOUBLE, r[i.rn], r[i.rm], s.fp));
            case FpSimdOperation.SUBTRACT_DOUBLE ->
                scalar(r, i, FpArithmetic.subtract(FpFormat.DOUBLE, r[i.rn], r[i.rm], s.fp));
            case FpSimdOperation.MULTIPLY_DOUBLE ->
                scalar(r, i, FpArithmetic.multiply(FpFormat.DOUBLE, r[i.rn], r[i.rm], s.fp));
            case FpSimdOperation.MULTIPLY_ADD_DOUBLE ->
                scalar(r, i, FpArithmetic.multiplyAdd(FpFormat.DOUBLE, r[i.ra], r[i.rn], r[i.rm], s.fp));
            case FpSimdOperation.COMPARE -> ScalarFp.compare(s, i);
            default -> lanes(s, i);
        }
    }

    private static void lanes(CpuState s, Instruction i) {
        long[] r = s.r;
        int size = i.flags >> 1 & 3;
        switch (i.op) {
            case FpSimdOperation.ADD ->
                vector(r, i, Lanes.add(r[i.rn], r[i.rm], size), Lanes.add(r[i.rn + 1], r[i.rm + 1], size));
            case FpSimdOperation.SUB ->
                vector(r, i, Lanes.subtract(r[i.rn], r[i.rm], size), Lanes.subtract(r[i.rn + 1], r[i.rm + 1], size));
            case FpSimdOperation.COMPARE_EQUAL ->
                vector(r, i, Lanes.equal(r[i.rn], r[i.rm], size), Lanes.equal(r[i.rn + 1], r[i.rm + 1], size));
            case FpSimdOperation.COMPARE_ABOVE_OR_EQUAL ->
                vector(r, i, ~Lanes.above(r[i.rm], r[i.rn], size), ~Lanes.above(r[i.rm + 1], r[i.rn + 1], size));
            case FpSimdOperation.COMPARE_ZERO ->
                vector(r, i, Lanes.isZero(r[i.rn], size), Lanes.isZero(r[i.rn + 1], size));
            case FpSimdOperation.PAIRWISE_MAX -> pairwise(r, i, size, false);
            case FpSimdOperation.PAIRWISE_ADD -> pairwise(r, i, size, true);
            case FpSimdOperation.SHIFT_NARROW -> narrow(r, i, size);
            case FpSimdOperation.DUPLICATE -> {
                long lanes = Lanes.duplicate(r[i.rn], size);
                vector(r, i, lanes, lanes);
            }
            default -> FpSimdGroups.execute(s, i);
        }
    }

    private static void scalar(long[] r, Instruction i, long value) {
        r[i.rd] = value;
        r[i.rd + 1] = 0;
    }

    /** Writes a vector register; the high half becomes zero if the instruction is of 64 bits. */
    private static void vector(long[] r, Instruction i, long low, long high) {
        r[i.rd] = low;
        r[i.rd + 1] = high & -(i.flags & 1L);
    }

    private static void pairwise(long[] r, Instruction i, int size, boolean add) {
        boolean full = (i.flags & 1) != 0;
        long n = r[i.rn];
        long m = r[i.rm];
        long low = pairs(n, full ? r[i.rn + 1] : m, size, add);
        vector(r, i, low, full ? pairs(m, r[i.rm + 1], size, add) : 0);
    }

    private static long pairs(long low, long high, int size, boolean add) {
        long even = Lanes.even(low, high, size);
        long odd = Lanes.odd(low, high, size);
        return add ? Lanes.add(even, odd, size) : Lanes.max(even, odd, size, true);
    }

    /** SHRN: the low half of the result clears the high one of the register, the high half leaves the low one. */
    private static void narrow(long[] r, Instruction i, int size) {
        int right = (8 << size) - (int) i.imm;
        long narrowed = Lanes.even(r[i.rn] >>> right, r[i.rn + 1] >>> right, size);
        if ((i.flags & 1) == 0) {
            scalar(r, i, narrowed);
        } else {
            r[i.rd + 1] = narrowed;
        }
    }
}
