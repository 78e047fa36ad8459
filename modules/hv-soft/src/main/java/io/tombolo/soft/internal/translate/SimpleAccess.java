package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdForm;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A load or store at a known distance from its base register.
 *
 * @param offset from the base register before the instruction
 * @param size in bytes, of a pair together
 * @param write whether it is a store
 * @param update what is added to the base register
 */
record SimpleAccess(int offset, int size, boolean write, int update) {
    private static final int SCALE = 0xff;

    /** The access of an instruction, null if it is none of this kind. */
    static @Nullable SimpleAccess of(Instruction i) {
        if (i.op >= Operation.FP_SIMD) {
            return ofVector(i);
        }
        if (i.op < Operation.LOAD_STORE || i.op >= Operation.ATOMIC) {
            return null;
        }
        int imm = (int) i.imm;
        return switch (i.op) {
            case Operation.PRE_INDEX -> single(i.flags, imm, imm);
            case Operation.POST_INDEX -> single(i.flags, 0, imm);
            case Operation.LOAD_PAIR -> new SimpleAccess(imm, 16, false, 0);
            case Operation.STORE_PAIR -> new SimpleAccess(imm, 16, true, 0);
            case Operation.LOAD_PAIR_POST_INDEX -> new SimpleAccess(0, 16, false, imm);
            case Operation.STORE_PAIR_PRE_INDEX -> new SimpleAccess(imm, 16, true, imm);
            case Operation.PAIR_OFFSET -> pair(i.flags, imm, 0);
            case Operation.PAIR_PRE_INDEX -> pair(i.flags, imm, imm);
            case Operation.PAIR_POST_INDEX -> pair(i.flags, 0, imm);
            default -> i.op < Operation.LOAD_STORE_REGISTER ? single(i.op - Operation.LOAD_STORE, imm, 0) : null;
        };
    }

    private static SimpleAccess single(int kind, int offset, int update) {
        return new SimpleAccess(offset, 1 << (kind >>> 2), (kind & 3) == 0, update);
    }

    private static SimpleAccess pair(int flags, int offset, int update) {
        return new SimpleAccess(offset, flags >= 4 ? 16 : 8, (flags & 1) == 0, update);
    }

    private static @Nullable SimpleAccess ofVector(Instruction i) {
        FpSimdForm form = FpSimdDecoder.row(i).form();
        boolean pair = form == FpSimdForm.LOAD_STORE_PAIR;
        if (!pair && form != FpSimdForm.LOAD_STORE_UNSIGNED && form != FpSimdForm.LOAD_STORE_UNSCALED) {
            return null;
        }
        int imm = (int) i.imm;
        boolean post = (i.flags & FpSimdDecoder.POST_INDEX) != 0;
        boolean updates = post || (i.flags & FpSimdDecoder.PRE_INDEX) != 0;
        int size = (pair ? 2 : 1) << (i.flags & SCALE);
        return new SimpleAccess(post ? 0 : imm, size, !InstructionEffects.isVectorLoad(i), updates ? imm : 0);
    }
}
