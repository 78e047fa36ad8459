package io.tombolo.proc.internal.seccomp;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;

/**
 * A program of classic BPF over the 64 bytes of {@code struct seccomp_data}: the instructions that seccomp(2) allows, checked once and
 * then interpreted. Immutable. The rules are those of {@code kernel/seccomp.c} and {@code bpf_check_classic}.
 */
final class FilterProgram {
    /** {@code BPF_MAXINSNS}. */
    static final int LONGEST = 4096;
    /** {@code sizeof(struct seccomp_data)}. */
    static final int DATA_SIZE = 64;

    private static final int SCRATCH_WORDS = 16;

    private static final int LOAD_ABSOLUTE = 0x20;
    private static final int LOAD_IMMEDIATE = 0x00;
    private static final int LOAD_LENGTH = 0x80;
    private static final int LOAD_MEMORY = 0x60;
    private static final int LOAD_X_IMMEDIATE = 0x01;
    private static final int LOAD_X_LENGTH = 0x81;
    private static final int LOAD_X_MEMORY = 0x61;
    private static final int STORE = 0x02;
    private static final int STORE_X = 0x03;
    private static final int JUMP = 0x05;
    private static final int RETURN_CONSTANT = 0x06;
    private static final int RETURN_ACCUMULATOR = 0x16;
    private static final int A_TO_X = 0x07;
    private static final int X_TO_A = 0x87;
    private static final int CLASS = 0x07;
    private static final int ARITHMETIC = 0x04;
    private static final int CONDITIONAL = 0x05;
    private static final int SOURCE_X = 0x08;
    private static final int OPERATION = 0xF0;

    private final short[] codes;
    private final byte[] whenTrue;
    private final byte[] whenFalse;
    private final int[] constants;

    /**
     * Takes over the four fields of each instruction.
     *
     * @throws ErrnoException {@code EINVAL} if seccomp(2) would not take the program
     */
    FilterProgram(short[] codes, byte[] whenTrue, byte[] whenFalse, int[] constants) {
        this.codes = codes;
        this.whenTrue = whenTrue;
        this.whenFalse = whenFalse;
        this.constants = constants;
        require(codes.length > 0 && codes.length <= LONGEST);
        for (int at = 0; at < codes.length; at++) {
            checkInstruction(at);
        }
        int last = codes[codes.length - 1];
        require(last == RETURN_CONSTANT || last == RETURN_ACCUMULATOR);
        checkScratch();
    }

    private void checkInstruction(int at) {
        int code = codes[at] & 0xFFFF;
        long constant = Integer.toUnsignedLong(constants[at]);
        int left = codes.length - at - 1;
        switch (code) {
            case LOAD_ABSOLUTE -> require(constant < DATA_SIZE && (constant & 3) == 0);
            case LOAD_MEMORY, LOAD_X_MEMORY, STORE, STORE_X -> require(constant < SCRATCH_WORDS);
            case JUMP -> require(constant < left);
            case LOAD_LENGTH, LOAD_IMMEDIATE, LOAD_X_IMMEDIATE, LOAD_X_LENGTH -> {}
            case RETURN_CONSTANT, RETURN_ACCUMULATOR, A_TO_X, X_TO_A -> {}
            default -> {
                if ((code & CLASS) == CONDITIONAL) {
                    int operation = code & OPERATION;
                    require(operation >= 0x10 && operation <= 0x40 && (code & ~(OPERATION | SOURCE_X | CLASS)) == 0);
                    require((whenTrue[at] & 0xFF) < left && (whenFalse[at] & 0xFF) < left);
                } else {
                    checkArithmetic(code, constant);
                }
            }
        }
    }

    private static void checkArithmetic(int code, long constant) {
        int operation = code & OPERATION;
        boolean known = (code & CLASS) == ARITHMETIC
                && (code & ~(OPERATION | SOURCE_X | CLASS)) == 0
                && (operation <= 0x80 || operation == 0xA0);
        boolean ofConstant = (code & SOURCE_X) == 0;
        boolean divides = operation == 0x30 && ofConstant;
        boolean shifts = (operation == 0x60 || operation == 0x70) && ofConstant;
        require(known && !(divides && constant == 0) && !(shifts && constant >= Integer.SIZE));
        require(operation != 0x80 || ofConstant);
    }

    /** No word of the scratch memory is read on any way before it was written ({@code check_load_and_stores}). */
    private void checkScratch() {
        int[] reached = new int[codes.length];
        java.util.Arrays.fill(reached, -1);
        int valid = 0;
        for (int at = 0; at < codes.length; at++) {
            valid &= reached[at];
            int bit = 1 << (constants[at] & (SCRATCH_WORDS - 1));
            int code = codes[at] & 0xFFFF;
            switch (code) {
                case STORE, STORE_X -> valid |= bit;
                case LOAD_MEMORY, LOAD_X_MEMORY -> require((valid & bit) != 0);
                case JUMP -> {
                    reached[at + 1 + constants[at]] &= valid;
                    valid = -1;
                }
                default -> {
                    if ((code & CLASS) == CONDITIONAL) {
                        reached[at + 1 + (whenTrue[at] & 0xFF)] &= valid;
                        reached[at + 1 + (whenFalse[at] & 0xFF)] &= valid;
                        valid = -1;
                    }
                }
            }
        }
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** How many instructions it has. */
    int length() {
        return codes.length;
    }

    /** Runs over the words of {@code struct seccomp_data}, and answers {@code SECCOMP_RET_*} with its data. */
    int run(int[] data) {
        int[] scratch = new int[SCRATCH_WORDS];
        int a = 0;
        int x = 0;
        for (int at = 0; ; at++) {
            int constant = constants[at];
            int code = codes[at] & 0xFFFF;
            switch (code) {
                case LOAD_ABSOLUTE -> a = data[constant >> 2];
                case LOAD_IMMEDIATE -> a = constant;
                case LOAD_LENGTH -> a = DATA_SIZE;
                case LOAD_MEMORY -> a = scratch[constant];
                case LOAD_X_IMMEDIATE -> x = constant;
                case LOAD_X_LENGTH -> x = DATA_SIZE;
                case LOAD_X_MEMORY -> x = scratch[constant];
                case STORE -> scratch[constant] = a;
                case STORE_X -> scratch[constant] = x;
                case A_TO_X -> x = a;
                case X_TO_A -> a = x;
                case JUMP -> at += constant;
                case RETURN_CONSTANT -> {
                    return constant;
                }
                case RETURN_ACCUMULATOR -> {
                    return a;
                }
                default -> {
                    int operand = (code & SOURCE_X) != 0 ? x : constant;
                    if ((code & CLASS) == CONDITIONAL) {
                        at += holds(code & OPERATION, a, operand) ? whenTrue[at] & 0xFF : whenFalse[at] & 0xFF;
                    } else if ((code & OPERATION) == 0x30 && operand == 0) {
                        return 0;
                    } else {
                        a = compute(code & OPERATION, a, operand);
                    }
                }
            }
        }
    }

    private static boolean holds(int operation, int a, int operand) {
        return switch (operation) {
            case 0x10 -> a == operand;
            case 0x20 -> Integer.compareUnsigned(a, operand) > 0;
            case 0x30 -> Integer.compareUnsigned(a, operand) >= 0;
            default -> (a & operand) != 0;
        };
    }

    private static int compute(int operation, int a, int operand) {
        return switch (operation) {
            case 0x00 -> a + operand;
            case 0x10 -> a - operand;
            case 0x20 -> a * operand;
            case 0x30 -> Integer.divideUnsigned(a, operand);
            case 0x40 -> a | operand;
            case 0x50 -> a & operand;
            case 0x60 -> a << operand;
            case 0x70 -> a >>> operand;
            case 0x80 -> -a;
            default -> a ^ operand;
        };
    }
}
