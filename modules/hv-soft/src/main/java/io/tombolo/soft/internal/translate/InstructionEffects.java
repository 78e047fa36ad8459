package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdForm;
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

    /** The index that a direct branch, not a call, may go to, relative to the page; negative numbers for what is no such branch, too. */
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
            default -> -1;
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
        if (i.rd < CpuState.V) {
            slots.set(i.rd);
            return;
        }
        boolean access = isVectorAccess(i);
        if (!access || isVectorLoad(i)) {
            slots.set(i.rd, i.rd + 2);
            if (FpSimdDecoder.row(i).form() == FpSimdForm.LOAD_STORE_PAIR) {
                slots.set(i.ra, i.ra + 2);
            }
        }
        if (access && (i.flags & (FpSimdDecoder.PRE_INDEX | FpSimdDecoder.POST_INDEX)) != 0) {
            slots.set(i.rn);
        }
    }

    /** Whether an instruction of the SIMD table is a load or store of whole registers. */
    static boolean isVectorAccess(Instruction i) {
        return switch (FpSimdDecoder.row(i).form()) {
            case LOAD_STORE_UNSIGNED, LOAD_STORE_UNSCALED, LOAD_STORE_REGISTER, LOAD_LITERAL, LOAD_STORE_PAIR -> true;
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
        if (i.op >= Operation.FP_SIMD) {
            slots.set(CpuState.V, CpuState.SLOTS);
        }
    }

    /** Whether the interpreter may write the flags when it executes an instruction. */
    static boolean writesFlags(Instruction i) {
        if (i.op >= Operation.FP_SIMD) {
            FpSimdForm form = FpSimdDecoder.row(i).form();
            return form == FpSimdForm.FP_COMPARE || form == FpSimdForm.FP_CONDITIONAL;
        }
        return i.op == Operation.MSR;
    }
}
