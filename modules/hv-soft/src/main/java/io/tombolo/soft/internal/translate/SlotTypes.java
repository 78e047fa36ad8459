package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdForm;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import java.util.BitSet;

/**
 * Decides which halves of vector registers a region keeps as doubles: those that more operands of double-precision arithmetic are in than
 * others. A conversion is a move between register files of three cycles: on the way of a sum through a loop it costs as much as the addition.
 */
final class SlotTypes {
    private final int[] votes = new int[CpuState.SLOTS];

    private SlotTypes() {}

    /** The slots of a region that are doubles. */
    static BitSet doubles(Region region) {
        SlotTypes types = new SlotTypes();
        for (int index = region.first(); index <= region.last(); index++) {
            if (region.covers(index) && region.at(index).op >= Operation.FP_SIMD) {
                types.count(region.at(index));
            }
        }
        BitSet doubles = new BitSet();
        for (int slot = CpuState.V; slot < CpuState.SLOTS; slot++) {
            if (types.votes[slot] > 0) {
                doubles.set(slot);
            }
        }
        return doubles;
    }

    private void count(Instruction i) {
        FpSimdOpcode row = FpSimdDecoder.row(i);
        FpSimdForm form = row.form();
        switch (form) {
            case FP_ONE_SOURCE, FP_IMMEDIATE, FP_COMPARE -> scalar(i, i.rd, i.rn);
            case FP_TWO_SOURCE, FP_CONDITIONAL -> scalar(i, i.rd, i.rn, i.rm);
            case FP_THREE_SOURCE -> scalar(i, i.rd, i.rn, i.rm, i.ra);
            case FP_TO_INTEGER -> scalar(i, i.rn);
            case INTEGER_TO_FP -> scalar(i, i.rd);
            case FP_PRECISION -> {
                vote(i.rd, (i.flags >> 2) == 1);
                vote(i.rn, (i.flags & 3) == 1);
            }
            case THREE_SAME_FP, FP_BY_ELEMENT, PAIRWISE_FP -> {
                vector(i, i.rd);
                vector(i, i.rn);
                vector(i, i.rm);
            }
            case TWO_MISC_FP, SCALAR_PAIR_FP -> {
                vector(i, i.rd);
                vector(i, i.rn);
            }
            case LOAD_STORE_UNSIGNED,
                    LOAD_STORE_UNSCALED,
                    LOAD_STORE_REGISTER,
                    LOAD_LITERAL,
                    LOAD_STORE_PAIR,
                    STRUCTURES,
                    MODIFIED_IMMEDIATE -> {}
            default -> {
                vote(i.rd, false);
                vote(i.rn, false);
                vote(i.rm, false);
                vote(i.rd + 1, false);
                vote(i.rn + 1, false);
                vote(i.rm + 1, false);
            }
        }
    }

    private void scalar(Instruction i, int... slots) {
        for (int slot : slots) {
            vote(slot, (i.flags & 1) != 0);
        }
    }

    private void vector(Instruction i, int slot) {
        boolean isDouble = (i.flags >> 1 & 3) == 3;
        vote(slot, isDouble);
        if ((i.flags & FpSimdDecoder.SCALAR) == 0) {
            vote(slot + 1, isDouble);
        }
    }

    private void vote(int slot, boolean isDouble) {
        if (slot >= CpuState.V && slot < CpuState.SLOTS) {
            votes[slot] += isDouble ? 1 : -1;
        }
    }
}
