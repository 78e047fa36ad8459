package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.CpuState;
import java.lang.classfile.CodeBuilder;
import java.util.BitSet;

/** The variables of a region's method, and the code builder with the few steps that everything is made of. */
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

    private static final int GUEST = 26;
    private static final long WORD = 0xffff_ffffL;

    final CodeBuilder code;
    private final int[] variable = new int[CpuState.SLOTS];
    private int next = GUEST;

    Variables(CodeBuilder code) {
        this.code = code;
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

    /** The variable of a slot. */
    int of(int slot) {
        if (variable[slot] == 0) {
            variable[slot] = next;
            next += 2;
        }
        return variable[slot];
    }

    /** Pushes the long of a slot. */
    void push(int slot) {
        if (slot == CpuState.ZERO) {
            code.lconst_0();
        } else {
            code.lload(of(slot));
        }
    }

    /** Pushes the low 32 bits of a slot as an int. */
    void pushInt(int slot) {
        if (slot == CpuState.ZERO) {
            code.iconst_0();
        } else {
            code.lload(of(slot)).l2i();
        }
    }

    /** Pops a long to a slot. */
    void pop(int slot) {
        if (slot == CpuState.DISCARD) {
            code.pop2();
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

    /** Pushes the address of the instruction at an index of the page. */
    void pushAddress(int index) {
        code.lload(BASE);
        code.loadConstant((long) index << 2).ladd();
    }
}
