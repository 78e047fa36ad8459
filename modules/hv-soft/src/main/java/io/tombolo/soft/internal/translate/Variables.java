package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.CpuState;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * The variables of a region's method, and the code builder with the few steps that everything is made of. A slot of the processor's
 * registers is a variable of type long, or double if most of what the region does with it is arithmetic of that type.
 */
final class Variables {
    /** The translation itself. */
    static final int THIS = 0;
    /** The processor. */
    static final int STATE = 1;
    /** Its interpreter. */
    static final int INTERPRETER = 2;
    /** Its registers. */
    static final int REGISTERS = 3;
    /** Address of the guest page. */
    static final int BASE = 4;
    /** The page map's table. */
    static final int TABLE = 6;
    /** The page map's length. */
    static final int PAGES = 8;
    /** Flags: kind. */
    static final int KIND = 10;
    /** Flags: first number. */
    static final int FIRST = 11;
    /** Flags: second number. */
    static final int SECOND = 13;
    /** Guest address of an access. */
    static final int ADDRESS = 15;
    /** Host address of an access. */
    static final int HOST = 17;
    /** Where to go on. */
    static final int TARGET = 19;
    /** Index of an instruction that the interpreter is to execute. */
    static final int NUMBER = 21;
    /** For intermediate results. */
    static final int SCRATCH = 22;
    /** For another one. */
    static final int SCRATCH2 = 24;
    /** What results of floating-point arithmetic must be below, a double. */
    static final int LIMIT = 26;
    /** A floating-point result, a double. */
    static final int RESULT = 28;
    /** A floating-point result, a float. */
    static final int SINGLE_RESULT = 30;

    private static final int GUEST = 31;
    private static final long WORD = 0xffff_ffffL;
    private static final MethodTypeDesc TO_DOUBLE = MethodTypeDesc.of(CD_double, CD_long);
    private static final MethodTypeDesc FROM_DOUBLE = MethodTypeDesc.of(CD_long, CD_double);
    private static final MethodTypeDesc TO_FLOAT = MethodTypeDesc.of(CD_float, CD_int);
    private static final MethodTypeDesc FROM_FLOAT = MethodTypeDesc.of(CD_int, CD_float);
    private static final ClassDesc DOUBLE = ConstantDescs.CD_Double;
    private static final ClassDesc FLOAT = ConstantDescs.CD_Float;

    final CodeBuilder code;
    private final BitSet doubles;
    private final int[] variable = new int[CpuState.SLOTS];
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    private int next = GUEST;
    private boolean limited;

    /** Variables of which those of some slots are doubles. */
    Variables(CodeBuilder code, BitSet doubles) {
        this.code = code;
        this.doubles = doubles;
    }

    /** Has code written behind that of the instructions, for what is seldom executed. */
    void defer(Runnable writer) {
        deferred.add(writer);
    }

    /** Writes what was deferred, and what is deferred meanwhile. */
    void writeDeferred() {
        while (!deferred.isEmpty()) {
            deferred.remove().run();
        }
    }

    /** A new variable of a number of words. */
    int allocate(int words) {
        int allocated = next;
        next += words;
        return allocated;
    }

    /** The slots that have a variable. */
    BitSet used() {
        BitSet used = new BitSet();
        for (int slot = 0; slot < variable.length; slot++) {
            if (variable[slot] != 0) {
                used.set(slot);
            }
        }
        return used;
    }

    /** Says that {@link #LIMIT} is used. */
    void useLimit() {
        limited = true;
    }

    /** Whether {@link #LIMIT} is used. */
    boolean isLimitUsed() {
        return limited;
    }

    /** The variable of a slot. */
    private int of(int slot) {
        if (variable[slot] == 0) {
            variable[slot] = allocate(2);
        }
        return variable[slot];
    }

    /** Pushes the long of a slot. */
    void push(int slot) {
        if (slot == CpuState.ZERO) {
            code.lconst_0();
        } else if (doubles.get(slot)) {
            code.dload(of(slot)).invokestatic(DOUBLE, "doubleToRawLongBits", FROM_DOUBLE);
        } else {
            code.lload(of(slot));
        }
    }

    /** Pushes the low 32 bits of a slot as an int. */
    void pushInt(int slot) {
        if (slot == CpuState.ZERO) {
            code.iconst_0();
        } else {
            push(slot);
            code.l2i();
        }
    }

    /** Pops a long to a slot. */
    void pop(int slot) {
        if (slot == CpuState.DISCARD) {
            code.pop2();
        } else if (doubles.get(slot)) {
            code.invokestatic(DOUBLE, "longBitsToDouble", TO_DOUBLE).dstore(of(slot));
        } else {
            code.lstore(of(slot));
        }
    }

    /** Pops an int to a slot, zero-extended. */
    void popInt(int slot) {
        code.i2l();
        popWord(slot);
    }

    /** Pops a long to a slot, keeping its low 32 bits. */
    void popWord(int slot) {
        code.loadConstant(WORD).land();
        pop(slot);
    }

    /** Pushes the bits of a slot as a double. */
    void pushDouble(int slot) {
        if (doubles.get(slot)) {
            code.dload(of(slot));
        } else {
            push(slot);
            code.invokestatic(DOUBLE, "longBitsToDouble", TO_DOUBLE);
        }
    }

    /** Pops a double to a slot. */
    void popDouble(int slot) {
        if (doubles.get(slot)) {
            code.dstore(of(slot));
        } else {
            code.invokestatic(DOUBLE, "doubleToRawLongBits", FROM_DOUBLE);
            pop(slot);
        }
    }

    /** Pushes the low 32 bits of a slot as a float. */
    void pushFloat(int slot) {
        pushInt(slot);
        code.invokestatic(FLOAT, "intBitsToFloat", TO_FLOAT);
    }

    /** Pops a float to a slot, zero-extended. */
    void popFloat(int slot) {
        code.invokestatic(FLOAT, "floatToRawIntBits", FROM_FLOAT);
        popInt(slot);
    }

    /** Clears the high half of a vector register, given by the slot of its low half. */
    void clearHigh(int slot) {
        code.lconst_0();
        pop(slot + 1);
    }

    /** Pushes the address of the instruction at an index of the page. */
    void pushAddress(int index) {
        code.lload(BASE);
        code.loadConstant((long) index << 2).ladd();
    }

    /** Writes the variables of slots to the processor's registers. */
    void spill(BitSet slots) {
        slots.stream().forEach(slot -> {
            code.aload(REGISTERS).loadConstant(slot);
            push(slot);
            code.lastore();
        });
    }

    /** Loads the variables of slots from the processor's registers. */
    void load(BitSet slots) {
        slots.stream().forEach(slot -> {
            code.aload(REGISTERS).loadConstant(slot).laload();
            pop(slot);
        });
    }
}
