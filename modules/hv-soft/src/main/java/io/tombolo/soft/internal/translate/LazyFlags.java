package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.interpret.Flags;

/** Condition flags as the operands that they come from: a kind of operation and one or two numbers. */
public final class LazyFlags {
    /** The first number is NZCV itself. */
    static final int PACKED = 0;
    /** First minus second, 64 bits. */
    static final int SUB64 = 1;
    /** First minus second, 32 bits. */
    static final int SUB32 = 2;
    /** First plus second, 64 bits. */
    static final int ADD64 = 3;
    /** First plus second, 32 bits. */
    static final int ADD32 = 4;
    /** The first number is a logical result of 64 bits. */
    static final int LOGIC64 = 5;
    /** The first number is a logical result of 32 bits. */
    static final int LOGIC32 = 6;
    /** Not known before it runs. */
    static final int DYNAMIC = 7;

    private LazyFlags() {}

    /** NZCV in bits 31..28. */
    public static int nzcv(int kind, long first, long second) {
        return switch (kind) {
            case PACKED -> (int) first;
            case SUB64 -> Flags.ofSub64(first, second, first - second);
            case SUB32 -> Flags.ofSub32((int) first, (int) second, (int) first - (int) second);
            case ADD64 -> Flags.ofAdd64(first, second, first + second);
            case ADD32 -> Flags.ofAdd32((int) first, (int) second, (int) first + (int) second);
            case LOGIC64 -> Flags.ofLogical64(first);
            default -> Flags.ofLogical32((int) first);
        };
    }

    /** The kind of flags that an instruction translated in line leaves; -1 if it leaves them alone. */
    static int kindOf(Instruction i) {
        int narrow = i.op & 1;
        return switch (i.op & ~1) {
            case Operation.ADDS_IMMEDIATE, Operation.ADDS, Operation.ADDS_SHIFTED, Operation.ADDS_EXTENDED ->
                ADD64 + narrow;
            case Operation.SUBS_IMMEDIATE, Operation.SUBS, Operation.SUBS_SHIFTED, Operation.SUBS_EXTENDED ->
                SUB64 + narrow;
            case Operation.ANDS_IMMEDIATE, Operation.ANDS, Operation.ANDS_SHIFTED -> LOGIC64 + narrow;
            case Operation.ADCS, Operation.SBCS -> PACKED;
            case Operation.CCMN_REGISTER, Operation.CCMP_REGISTER, Operation.CCMN_IMMEDIATE, Operation.CCMP_IMMEDIATE ->
                DYNAMIC;
            default -> -1;
        };
    }
}
