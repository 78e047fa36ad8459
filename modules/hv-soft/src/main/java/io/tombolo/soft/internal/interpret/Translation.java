package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * Translated code: some instructions of a page and its neighbours, entered at one of them. Does exactly what the interpreter does, so that either may take
 * over from the other at any instruction boundary. Position-independent, and serves all processors of an engine.
 */
public abstract class Translation {
    /** The instructions of the stretch that it covers, by their distance from its first; null between them. */
    protected final @Nullable Instruction[] instructions;

    /** Called by generated code. */
    protected Translation(@Nullable Instruction[] instructions) {
        this.instructions = instructions;
    }

    /**
     * Runs from {@link CpuState#pc}, which must be at its entry; at least one instruction is executed.
     *
     * @param state the processor; its program counter is left undefined
     * @param interpreter the processor's interpreter, for what is not translated
     * @return where to go on; all other registers are in the state then
     * @throws GuestTrap if an instruction cannot complete; the state is exact then
     */
    public abstract long run(CpuState state, Interpreter interpreter);
}
