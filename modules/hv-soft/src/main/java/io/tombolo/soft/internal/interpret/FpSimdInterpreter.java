package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.Instruction;

/** Executes floating-point and Advanced SIMD instructions. */
public final class FpSimdInterpreter {
    private FpSimdInterpreter() {}

    /**
     * Executes one instruction; the program counter is the caller's business.
     *
     * @throws GuestTrap if a memory access faults; no register or memory has changed then
     */
    public static void execute(CpuState state, Instruction instruction) {
        throw GuestTrap.undefined();
    }
}
