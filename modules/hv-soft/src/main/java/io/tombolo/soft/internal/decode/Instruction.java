package io.tombolo.soft.internal.decode;

/**
 * A decoded instruction: everything the interpreter needs, with register numbers as indices into {@code CpuState.r}, immediates
 * expanded and branch offsets scaled. Position-independent, so that one instance serves every mapping of a page. Immutable. The one
 * subclass stands at the entry of translated code.
 */
public class Instruction {
    /** What to do: a constant of {@link Operation}, or, from {@link Operation#FP_SIMD} up, of the FP and SIMD interpreter. */
    public final int op;
    /** Destination (or transfer) register slot. */
    public final int rd;
    /** First source (or base) register slot. */
    public final int rn;
    /** Second source (or index) register slot. */
    public final int rm;
    /** Third source (or second transfer) register slot. */
    public final int ra;
    /** Operation-specific small number: shift kind, condition mask, access size... */
    public final int flags;
    /** For memory accesses: address bits of the base register that must be zero (15 if the base is SP, else 0). */
    public final int baseMask;
    /** Expanded immediate. */
    public final long imm;
    /** The encoding. */
    public final int word;

    /** Creates an instruction; see the fields. */
    public Instruction(int op, int rd, int rn, int rm, int ra, int flags, int baseMask, long imm, int word) {
        this.op = op;
        this.rd = rd;
        this.rn = rn;
        this.rm = rm;
        this.ra = ra;
        this.flags = flags;
        this.baseMask = baseMask;
        this.imm = imm;
        this.word = word;
    }

    /** The instruction as it was decoded: itself, unless it stands for a translation that starts here. */
    public Instruction original() {
        return this;
    }

    /** An instruction without operands. */
    public static Instruction plain(int op, int word) {
        return new Instruction(op, 0, 0, 0, 0, 0, 0, 0, word);
    }
}
