package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.GuestTrap.Access;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.decode.SystemRegister;
import io.tombolo.soft.internal.memory.CodeCache;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;

/** System registers, barriers and cache maintenance. */
final class SystemInstructions {
    private static final int NZCV_BITS = 0xf000_0000;
    private static final int ZERO_BLOCK = 64;

    private static final SystemRegister[] REGISTERS = SystemRegister.values();

    private final CodeCache code;

    SystemInstructions(CodeCache code) {
        this.code = code;
    }

    /** Executes an operation from {@link Operation#SYSTEM} up. */
    void execute(CpuState s, Instruction i) {
        switch (i.op) {
            case Operation.CLREX -> s.reservation = CpuState.NO_RESERVATION;
            case Operation.BARRIER -> HostAccess.fullFence();
            case Operation.YIELD -> Thread.onSpinWait();
            case Operation.SYS -> maintain(s, REGISTERS[i.flags], s.r[i.rn]);
            case Operation.MSR -> write(s, REGISTERS[i.flags], s.r[i.rn]);
            case Operation.MRS -> s.r[i.rd] = read(s, REGISTERS[i.flags]);
            default -> throw new AssertionError(i.op);
        }
    }

    private static long read(CpuState s, SystemRegister register) {
        return switch (register) {
            case NZCV -> s.nzcv & 0xffff_ffffL;
            case FPCR -> s.fp.control();
            case FPSR -> s.fp.status();
            case TPIDR_EL0 -> s.tpidr;
            case CNTVCT_EL0 -> System.nanoTime();
            default -> register.value();
        };
    }

    private static void write(CpuState s, SystemRegister register, long value) {
        switch (register) {
            case NZCV -> s.nzcv = (int) value & NZCV_BITS;
            case FPCR -> s.fp.setControl((int) value);
            case FPSR -> s.fp.setStatus((int) value);
            case TPIDR_EL0 -> s.tpidr = value;
            default -> throw GuestTrap.undefined();
        }
    }

    private void maintain(CpuState s, SystemRegister operation, long address) {
        switch (operation) {
            case DC_ZVA -> zeroBlock(s.memory, address & -ZERO_BLOCK);
            case IC_IVAU -> code.invalidateLine(s.memory, address);
            // Data caches are coherent here; the access check is what remains.
            default -> s.memory.checkRead(address, 1);
        }
    }

    private static void zeroBlock(PageMap memory, long address) {
        long host = memory.host(address, ZERO_BLOCK, PageMap.WRITE);
        if (host == 0) {
            throw GuestTrap.page(Access.WRITE, PageMap.untagged(address));
        }
        for (int offset = 0; offset < ZERO_BLOCK; offset += Long.BYTES) {
            HostAccess.put64(host + offset, 0);
        }
    }
}
