package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdForm;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import java.util.BitSet;

/** Where instructions go, and what they write. */
final class InstructionEffects {
    private InstructionEffects() {}

    /** Whether only the interpreter's loop can execute an instruction: it stops there, or fetches anew. */
    static boolean leavesTheLoop(Instruction i) {
        return switch (i.op) {
            case Operation.UNDECODED,
                    Operation.PAGE_END,
                    Operation.PAUSE,
                    Operation.UNDEFINED,
                    Operation.SVC,
                    Operation.TRANSLATED,
                    Operation.ISB,
                    Operation.BRK -> true;
            default -> false;
        };
    }

    /** Whether control can go on behind an instruction; so it does after a call. */
    static boolean fallsThrough(Instruction i) {
        return i.op != Operation.BRANCH && i.op != Operation.BRANCH_REGISTER;
    }

    /** Stands for no index. */
    static final int NOWHERE = Integer.MIN_VALUE;

    /** The index that a direct branch, not a call, may go to; {@link #NOWHERE} for what is no such branch. */
    static int target(Instruction i, int index) {
        return switch (i.op) {
            case Operation.BRANCH,
                    Operation.BRANCH_CONDITION,
                    Operation.BRANCH_ZERO,
                    Operation.BRANCH_ZERO + 1,
                    Operation.BRANCH_NOT_ZERO,
                    Operation.BRANCH_NOT_ZERO + 1,
                    Operation.BRANCH_BIT_CLEAR,
                    Operation.BRANCH_BIT_SET -> index + (int) i.imm;
            default -> NOWHERE;
        };
    }

    /** Adds the slots that an instruction writes which is translated in line. */
    static void addWritten(Instruction i, BitSet slots) {
        int op = i.op;
        if (op >= Operation.FP_SIMD) {
            addWrittenVector(i, slots);
        } else if (op >= Operation.LOAD_STORE) {
            addWrittenByAccess(i, slots);
        } else if (op >= Operation.CONSTANT && !isConditionalCompare(op)) {
            slots.set(i.rd);
        }
        slots.clear(CpuState.DISCARD);
    }

    private static boolean isConditionalCompare(int op) {
        return op >= Operation.CCMN_REGISTER && op <= Operation.CCMP_IMMEDIATE + 1;
    }

    private static void addWrittenByAccess(Instruction i, BitSet slots) {
        switch (i.op) {
            case Operation.LOAD_PAIR -> {
                slots.set(i.rd);
                slots.set(i.ra);
            }
            case Operation.STORE_PAIR, Operation.BARRIER -> {}
            case Operation.MRS -> slots.set(i.rd);
            case Operation.LOAD_PAIR_POST_INDEX -> {
                slots.set(i.rn);
                slots.set(i.rd);
                slots.set(i.ra);
            }
            case Operation.STORE_PAIR_PRE_INDEX -> slots.set(i.rn);
            case Operation.LOAD_LITERAL -> slots.set(i.rd);
            case Operation.PRE_INDEX, Operation.POST_INDEX -> {
                slots.set(i.rn);
                if ((i.flags & 3) != 0) {
                    slots.set(i.rd);
                }
            }
            case Operation.PAIR_OFFSET, Operation.PAIR_PRE_INDEX, Operation.PAIR_POST_INDEX -> {
                if (i.op != Operation.PAIR_OFFSET) {
                    slots.set(i.rn);
                }
                if ((i.flags & 1) != 0) {
                    slots.set(i.rd);
                    slots.set(i.ra);
                }
            }
            default -> {
                if ((i.op & 3) != 0) {
                    slots.set(i.rd);
                }
            }
        }
    }

    private static void addWrittenVector(Instruction i, BitSet slots) {
        FpSimdForm form = FpSimdDecoder.row(i).form();
        if (isVectorAccess(i)) {
            addWrittenByVectorAccess(i, form, slots);
        } else if (form != FpSimdForm.FP_COMPARE && !isConditionalCompare(i)) {
            slots.set(i.rd);
            if (i.rd >= CpuState.V) {
                slots.set(i.rd + 1);
            }
        }
    }

    private static boolean isConditionalCompare(Instruction i) {
        FpSimdOpcode row = FpSimdDecoder.row(i);
        return row == FpSimdOpcode.FCCMP || row == FpSimdOpcode.FCCMPE;
    }

    private static void addWrittenByVectorAccess(Instruction i, FpSimdForm form, BitSet slots) {
        if (isVectorLoad(i)) {
            int registers = form == FpSimdForm.STRUCTURES ? structureRegisters(i) : 1;
            for (int k = 0; k < registers; k++) {
                int slot = vectorSlot(i.rd, k);
                slots.set(slot, slot + 2);
            }
            if (form == FpSimdForm.LOAD_STORE_PAIR) {
                slots.set(i.ra, i.ra + 2);
            }
        }
        if ((i.flags & (FpSimdDecoder.PRE_INDEX | FpSimdDecoder.POST_INDEX)) != 0) {
            slots.set(i.rn);
        }
    }

    /** The slot of a vector register some numbers after another; they wrap. */
    static int vectorSlot(int slot, int after) {
        return CpuState.V + (slot - CpuState.V + 2 * after) % (CpuState.SLOTS - CpuState.V);
    }

    /** The number of registers of a load or store of consecutive registers, 0 for one that interleaves. */
    static int structureRegisters(Instruction i) {
        return switch (FpSimdDecoder.row(i)) {
            case LD1_ONE_MULTIPLE, ST1_ONE_MULTIPLE -> 1;
            case LD1_TWO_MULTIPLE, ST1_TWO_MULTIPLE -> 2;
            case LD1_THREE_MULTIPLE, ST1_THREE_MULTIPLE -> 3;
            case LD1_FOUR_MULTIPLE, ST1_FOUR_MULTIPLE -> 4;
            default -> 0;
        };
    }

    /** Whether an instruction that is translated in line is a load or store. */
    static boolean isAccess(Instruction i) {
        return i.op >= Operation.FP_SIMD ? isVectorAccess(i) : AccessWriter.handles(i.op);
    }

    /** Whether an instruction of the SIMD table is a load or store of whole registers. */
    static boolean isVectorAccess(Instruction i) {
        return switch (FpSimdDecoder.row(i).form()) {
            case LOAD_STORE_UNSIGNED, LOAD_STORE_UNSCALED, LOAD_STORE_REGISTER, LOAD_LITERAL, LOAD_STORE_PAIR -> true;
            case STRUCTURES -> structureRegisters(i) != 0;
            case STRUCTURE_REPLICATE -> FpSimdDecoder.row(i) == FpSimdOpcode.LD1R;
            case STRUCTURE_ELEMENT -> {
                FpSimdOpcode row = FpSimdDecoder.row(i);
                yield row == FpSimdOpcode.LD1_SINGLE || row == FpSimdOpcode.ST1_SINGLE;
            }
            default -> false;
        };
    }

    /** Whether such a load or store is a load. */
    static boolean isVectorLoad(Instruction i) {
        return FpSimdDecoder.row(i).form() == FpSimdForm.LOAD_LITERAL || (i.word >>> 22 & 1) != 0;
    }

    /** Adds the slots that the interpreter may write when it executes an instruction. */
    static void addWrittenByInterpreter(Instruction i, BitSet slots) {
        slots.set(i.rd, i.rd + 2);
        slots.set(i.ra, i.ra + 2);
        slots.set(i.rn);
        slots.set(i.rm);
        if (i.op >= Operation.FP_SIMD && !isPureVector(i)) {
            slots.set(CpuState.V, CpuState.SLOTS);
        }
    }

    /** Whether an instruction of the SIMD table touches no memory, so that it cannot trap, and neither reads nor writes the flags. */
    static boolean isPureVector(Instruction i) {
        if (i.op < Operation.FP_SIMD) {
            return false;
        }
        return switch (FpSimdDecoder.row(i).form()) {
            case LOAD_STORE_UNSIGNED,
                    LOAD_STORE_UNSCALED,
                    LOAD_STORE_REGISTER,
                    LOAD_LITERAL,
                    LOAD_STORE_PAIR,
                    STRUCTURES,
                    STRUCTURE_REPLICATE,
                    STRUCTURE_ELEMENT,
                    FP_COMPARE,
                    FP_CONDITIONAL -> false;
            default -> true;
        };
    }

    /** The slots that such an instruction reads, perhaps more. */
    static BitSet readByPureVector(Instruction i) {
        BitSet slots = new BitSet();
        slots.set(i.rd, i.rd + 2);
        slots.set(i.rn, i.rn + 2);
        slots.set(i.rm, i.rm + 2);
        slots.set(i.ra, i.ra + 2);
        if (FpSimdDecoder.row(i).form() == FpSimdForm.TABLE) {
            for (int k = 0; k < i.imm; k++) {
                int slot = vectorSlot(i.rn, k);
                slots.set(slot, slot + 2);
            }
        }
        slots.clear(CpuState.ZERO, CpuState.V);
        return slots;
    }
}
