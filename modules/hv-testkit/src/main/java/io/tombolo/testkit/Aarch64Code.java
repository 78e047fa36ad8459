package io.tombolo.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a few AArch64 instructions together: what contract tests need to drive an engine. Registers are 0 to 30; 31 is XZR or SP as the
 * instruction has it. Encodings: Arm Architecture Reference Manual, chapter C6.
 */
public final class Aarch64Code {
    private final List<Integer> words = new ArrayList<>();

    /** No instructions yet. */
    public Aarch64Code() {}

    /** {@return the number of instructions so far} */
    public int size() {
        return words.size();
    }

    /** Adds an instruction by its encoding. */
    public Aarch64Code word(int encoding) {
        words.add(encoding);
        return this;
    }

    /** Loads any 64-bit value into Xd by MOVZ and up to three MOVK. */
    public Aarch64Code move(int d, long value) {
        word(0xD2800000 | (int) (value & 0xFFFF) << 5 | d);
        for (int shift = 16; shift < 64; shift += 16) {
            int part = (int) (value >>> shift) & 0xFFFF;
            if (part != 0) {
                word(0xF2800000 | (shift / 16) << 21 | part << 5 | d);
            }
        }
        return this;
    }

    /** {@code ADD Xd, Xn, #immediate}, 0 to 4095. */
    public Aarch64Code add(int d, int n, int immediate) {
        return word(0x91000000 | immediate << 10 | n << 5 | d);
    }

    /** {@code SUBS Xd, Xn, #immediate}, 0 to 4095. */
    public Aarch64Code subtractSettingFlags(int d, int n, int immediate) {
        return word(0xF1000000 | immediate << 10 | n << 5 | d);
    }

    /** {@code LDR Xt, [Xn]}. */
    public Aarch64Code load(int t, int n) {
        return word(0xF9400000 | n << 5 | t);
    }

    /** {@code STR Xt, [Xn]}. */
    public Aarch64Code store(int t, int n) {
        return word(0xF9000000 | n << 5 | t);
    }

    /** {@code LDRB Wt, [Xn]}. */
    public Aarch64Code loadByte(int t, int n) {
        return word(0x39400000 | n << 5 | t);
    }

    /** {@code STRB Wt, [Xn]}. */
    public Aarch64Code storeByte(int t, int n) {
        return word(0x39000000 | n << 5 | t);
    }

    /** {@code STR Wt, [Xn]}. */
    public Aarch64Code storeWord(int t, int n) {
        return word(0xB9000000 | n << 5 | t);
    }

    /** {@code STP Xt, Xt2, [Xn]}. */
    public Aarch64Code storePair(int t, int t2, int n) {
        return word(0xA9000000 | t2 << 10 | n << 5 | t);
    }

    /** {@code LDXR Xt, [Xn]}. */
    public Aarch64Code loadExclusive(int t, int n) {
        return word(0xC85F7C00 | n << 5 | t);
    }

    /** {@code STXR Ws, Xt, [Xn]}. */
    public Aarch64Code storeExclusive(int s, int t, int n) {
        return word(0xC8007C00 | s << 16 | n << 5 | t);
    }

    /** {@code LDADDAL Xs, Xt, [Xn]}. */
    public Aarch64Code atomicAdd(int s, int t, int n) {
        return word(0xF8E00000 | s << 16 | n << 5 | t);
    }

    /** {@code B}, by a number of instructions from this one. */
    public Aarch64Code branch(int instructions) {
        return word(0x14000000 | (instructions & 0x3FFFFFF));
    }

    /** {@code CBNZ Wt}, by a number of instructions from this one. */
    public Aarch64Code branchIfNotZero(int t, int instructions) {
        return word(0x35000000 | (instructions & 0x7FFFF) << 5 | t);
    }

    /** {@code B.NE}, by a number of instructions from this one. */
    public Aarch64Code branchIfNotEqual(int instructions) {
        return word(0x54000001 | (instructions & 0x7FFFF) << 5);
    }

    /** {@code RET}. */
    public Aarch64Code ret() {
        return word(0xD65F03C0);
    }

    /** {@code BLR Xn}. */
    public Aarch64Code call(int n) {
        return word(0xD63F0000 | n << 5);
    }

    /** {@code SVC #0}. */
    public Aarch64Code systemCall() {
        return word(0xD4000001);
    }

    /** {@code BRK #immediate}. */
    public Aarch64Code breakpoint(int immediate) {
        return word(0xD4200000 | immediate << 5);
    }

    /** {@code MRS Xt, TPIDR_EL0}. */
    public Aarch64Code readThreadPointer(int t) {
        return word(0xD53BD040 | t);
    }

    /** {@code FADD Dd, Dn, Dm}. */
    public Aarch64Code addDouble(int d, int n, int m) {
        return word(0x1E602800 | m << 16 | n << 5 | d);
    }

    /** What a program does after it has written instructions at Xn: {@code DC CVAU; DSB ISH; IC IVAU; DSB ISH; ISB}. */
    public Aarch64Code synchronizeInstructions(int n) {
        return word(0xD50B7B20 | n)
                .word(0xD5033B9F)
                .word(0xD50B7520 | n)
                .word(0xD5033B9F)
                .word(0xD5033FDF);
    }

    /** {@return the instructions in memory order} */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(words.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        words.forEach(buffer::putInt);
        return buffer.array();
    }
}
