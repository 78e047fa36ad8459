package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.spi.Aarch64Registers;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.Registers;
import io.tombolo.core.spi.VirtualCpu;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What running guest code means: results in registers and memory, and the exits with the program counter where it belongs. */
@Timeout(60)
public abstract class EngineContract extends EngineFixture {
    private static final int READ_WRITE = Access.READ | Access.WRITE;

    /** For subclasses, which JUnit makes. */
    protected EngineContract() {}

    @Test
    void systemCallLeavesBehindTheInstructionWithItsRegisters() {
        VirtualCpu cpu = cpu(new Aarch64Code()
                .move(0, 41)
                .add(0, 0, 1)
                .move(5, -2)
                .move(8, 93)
                .systemCall());

        assertSame(Exit.SystemCall.INSTANCE, cpu.run());

        Registers registers = cpu.registers();
        assertEquals(42, registers.argument(0));
        assertEquals(-2, registers.argument(5));
        assertEquals(93, registers.systemCallNumber());
        assertEquals(4, registers.systemCallInstructionLength());
        assertEquals(0xD4000001, cpu.memory().getInt(registers.programCounter() - 4), "the PC stands behind SVC");
    }

    @Test
    void theResultOfASystemCallIsSeenByTheGuest() {
        VirtualCpu cpu = cpu(new Aarch64Code().systemCall().add(1, 0, 1).systemCall());
        cpu.run();
        cpu.registers().setResult(-38);
        cpu.run();

        assertEquals(-37, cpu.registers().get(Aarch64Registers.X0 + 1));
    }

    @Test
    void stepBackRestartsTheSystemCall() {
        VirtualCpu cpu = cpu(new Aarch64Code().move(0, 7).systemCall());
        cpu.run();
        Registers registers = cpu.registers();
        registers.setResult(-4);
        registers.setArgument(0, 7);
        registers.setProgramCounter(registers.programCounter() - registers.systemCallInstructionLength());

        assertSame(Exit.SystemCall.INSTANCE, cpu.run());
        assertEquals(7, registers.argument(0));
    }

    @Test
    void loadsAndStoresReachTheMemoryObject() {
        NativePages data = map(DATA, 2, READ_WRITE).set(8, 0x1122_3344_5566_7788L);
        VirtualCpu cpu = cpu(new Aarch64Code()
                .move(1, DATA + 8)
                .load(0, 1)
                .loadByte(2, 1)
                .move(3, DATA + PAGE - 3)
                .store(0, 3)
                .systemCall());
        cpu.run();

        assertEquals(0x1122_3344_5566_7788L, cpu.registers().get(0));
        assertEquals(0x88, cpu.registers().get(2), "bytes are little-endian and zero-extended");
        assertEquals(0x1122_3344_5566_7788L, data.get(PAGE - 3), "an unaligned store over a page boundary");
    }

    @Test
    void loadOfAnAbsentPageTellsAddressAndAccess() {
        VirtualCpu cpu = cpu(new Aarch64Code().move(1, DATA + 16).load(0, 1).systemCall());

        assertEquals(new Exit.PageFault(DATA + 16, Access.READ), cpu.run());
        assertEquals(0xF9400020, cpu.memory().getInt(cpu.registers().programCounter()), "the PC stands at the load");
        assertEquals(0, cpu.registers().get(0), "the load had no effect");
    }

    @Test
    void storeToAReadOnlyPageTellsAddressAndAccess() {
        NativePages data = map(DATA, 1, Access.READ).set(0, 5);
        VirtualCpu cpu = cpu(new Aarch64Code().move(1, DATA).store(1, 1).systemCall());

        assertEquals(new Exit.PageFault(DATA, Access.WRITE), cpu.run());
        assertEquals(5, data.get(0));
    }

    @Test
    void accessThatRunsIntoAnAbsentPageTellsItsFirstByte() {
        NativePages data = map(DATA, 1, READ_WRITE).set(PAGE - 8, -1);
        VirtualCpu cpu = cpu(new Aarch64Code()
                .move(1, DATA + PAGE - 4)
                .move(2, 7)
                .store(2, 1)
                .systemCall());

        assertEquals(new Exit.PageFault(DATA + PAGE, Access.WRITE), cpu.run());
        assertEquals(-1, data.get(PAGE - 8), "no part of the store was done");
    }

    @Test
    void pairOfStoresThatFaultsHasNoEffect() {
        NativePages data = map(DATA, 1, READ_WRITE).set(PAGE - 8, -1);
        VirtualCpu cpu = cpu(new Aarch64Code()
                .move(1, DATA + PAGE - 8)
                .move(2, 7)
                .storePair(2, 2, 1)
                .systemCall());

        assertEquals(new Exit.PageFault(DATA + PAGE, Access.WRITE), cpu.run());
        assertEquals(-1, data.get(PAGE - 8), "the first half was not done");
    }

    @Test
    void fetchFromAPageThatIsNotExecutableFaults() {
        map(DATA, 1, READ_WRITE).set(0, new Aarch64Code().systemCall().bytes());
        VirtualCpu cpu = cpuAt(DATA);

        assertEquals(new Exit.PageFault(DATA, Access.EXECUTE), cpu.run());
        assertEquals(DATA, cpu.registers().programCounter());
    }

    @Test
    void executionThatRunsOffTheEndOfAPageFaultsThere() {
        map(CODE, 1, Access.READ | Access.EXECUTE)
                .set(PAGE - 4, new Aarch64Code().add(0, 0, 1).bytes());
        VirtualCpu cpu = cpuAt(CODE + PAGE - 4);

        assertEquals(new Exit.PageFault(CODE + PAGE, Access.EXECUTE), cpu.run());
        assertEquals(1, cpu.registers().get(0), "the last instruction was executed");
    }

    @Test
    void wildAddressesFault() {
        for (long address : new long[] {0, 8, 1L << 47, 1L << 52, -8, Long.MIN_VALUE, 0x00FF_FFFF_FFFF_FFF8L}) {
            VirtualCpu cpu = cpu(new Aarch64Code().move(1, address).load(0, 1).systemCall());
            Exit exit = cpu.run();
            assertTrue(
                    exit instanceof Exit.PageFault fault && fault.access() == Access.READ,
                    () -> "a load of 0x" + Long.toHexString(address) + " gives " + exit);
        }
        for (long target : new long[] {0, 1L << 47, -4096}) {
            VirtualCpu cpu = cpu(new Aarch64Code().move(1, target).call(1));
            Exit exit = cpu.run();
            assertTrue(
                    exit instanceof Exit.PageFault fault && fault.access() == Access.EXECUTE,
                    () -> "a call of 0x" + Long.toHexString(target) + " gives " + exit);
        }
    }

    @Test
    void aFaultThatIsResolvedIsRunAgain() {
        VirtualCpu cpu = cpu(new Aarch64Code().move(1, DATA).load(0, 1).systemCall());
        cpu.run();
        map(DATA, 1, Access.READ).set(0, 99);

        assertSame(Exit.SystemCall.INSTANCE, cpu.run());
        assertEquals(99, cpu.registers().get(0));
    }

    @Test
    void undefinedInstructionTellsItsEncoding() {
        VirtualCpu cpu = cpu(new Aarch64Code().add(0, 0, 1).word(0x0000_1234).systemCall());

        assertEquals(new Exit.UndefinedInstruction(0x0000_1234), cpu.run());
        assertEquals(CODE + 4, cpu.registers().programCounter());
    }

    @Test
    void breakpointTellsItsImmediate() {
        VirtualCpu cpu = cpu(new Aarch64Code().breakpoint(1000));

        assertEquals(new Exit.Breakpoint(1000), cpu.run());
        assertEquals(CODE, cpu.registers().programCounter());
    }

    @Test
    void misalignedExclusiveIsAnAlignmentFault() {
        map(DATA, 1, READ_WRITE);
        VirtualCpu cpu =
                cpu(new Aarch64Code().move(1, DATA + 4).loadExclusive(0, 1).systemCall());

        assertEquals(new Exit.AlignmentFault(DATA + 4), cpu.run());
    }

    @Test
    void singleStepStopsAfterEachInstruction() {
        VirtualCpu cpu = cpu(new Aarch64Code().add(0, 0, 1).add(0, 0, 1).systemCall());
        cpu.setSingleStep(true);

        assertEquals(new Exit.SingleStep(), cpu.run());
        assertEquals(1, cpu.registers().get(0));
        assertEquals(CODE + 4, cpu.registers().programCounter());

        cpu.setSingleStep(false);
        assertSame(Exit.SystemCall.INSTANCE, cpu.run());
        assertEquals(2, cpu.registers().get(0));
    }

    @Test
    void floatingPointRegistersAreSharedWithTheKernel() {
        VirtualCpu cpu = cpu(new Aarch64Code().addDouble(2, 0, 1).systemCall());
        cpu.registers().set(Aarch64Registers.V0, Double.doubleToRawLongBits(1.5));
        cpu.registers().set(Aarch64Registers.V0 + 2, Double.doubleToRawLongBits(2.25));
        cpu.registers().set(Aarch64Registers.V0 + 5, -1);
        cpu.run();

        assertEquals(3.75, Double.longBitsToDouble(cpu.registers().get(Aarch64Registers.V0 + 4)));
        assertEquals(0, cpu.registers().get(Aarch64Registers.V0 + 5), "a scalar result clears the upper half");
    }

    @Test
    void theThreadPointerIsTheGuests() {
        VirtualCpu cpu = cpu(new Aarch64Code().readThreadPointer(0).systemCall());
        cpu.registers().setThreadPointer(0x1234_5678_9ABCL);
        cpu.run();

        assertEquals(0x1234_5678_9ABCL, cpu.registers().get(0));
    }

    @Test
    void registersAreCopiedAndCleared() {
        VirtualCpu first =
                cpu(new Aarch64Code().move(3, 7).subtractSettingFlags(4, 3, 7).systemCall());
        first.registers().setStackPointer(DATA);
        first.registers().set(Aarch64Registers.V0 + 63, 9);
        first.run();
        VirtualCpu second = cpuAt(0);
        second.registers().copyFrom(first.registers());

        for (int register = 0; register < Aarch64Registers.COUNT; register++) {
            if (register <= Aarch64Registers.FPSR || register >= Aarch64Registers.V0) {
                int index = register;
                assertEquals(first.registers().get(index), second.registers().get(index), () -> "register " + index);
            }
        }
        assertEquals(0x6000_0000L, second.registers().get(Aarch64Registers.PSTATE) & 0xF000_0000L, "Z and C are set");
        second.registers().clear();
        assertEquals(0, second.registers().get(3));
        assertEquals(0, second.registers().get(Aarch64Registers.V0 + 63));
        assertEquals(0, second.registers().stackPointer());
    }

    @Test
    void aKickEndsARunThatWouldNotEnd() throws Exception {
        VirtualCpu cpu = cpu(new Aarch64Code().add(0, 0, 1).branch(-1));
        for (int i = 0; i < 20; i++) {
            Future<Exit> running = start(cpu);
            cpu.kick();
            assertSame(Exit.Kicked.INSTANCE, running.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aKickBeforeTheRunIsNotLost() {
        VirtualCpu cpu = cpu(new Aarch64Code().branch(0));
        cpu.kick();

        assertSame(Exit.Kicked.INSTANCE, cpu.run());
    }

    @Test
    void oneKickEndsOneRun() {
        VirtualCpu cpu = cpu(new Aarch64Code().systemCall());
        cpu.kick();
        cpu.run();

        assertSame(Exit.SystemCall.INSTANCE, cpu.run());
    }

    @Test
    void codeThatTheGuestWritesIsExecuted() {
        byte[] before = new Aarch64Code().move(0, 1).ret().bytes();
        int after = 0xD2800040; // MOVZ X0, #2
        map(DATA, 1, READ_WRITE | Access.EXECUTE).set(0, before);
        VirtualCpu cpu = cpu(new Aarch64Code()
                .move(1, DATA)
                .call(1)
                .add(20, 0, 0)
                .move(2, after)
                .storeWord(2, 1)
                .synchronizeInstructions(1)
                .call(1)
                .systemCall());

        assertSame(Exit.SystemCall.INSTANCE, cpu.run());
        assertEquals(1, cpu.registers().get(20), "the first call ran the old code");
        assertEquals(2, cpu.registers().get(0), "the second call ran the new code");
    }

    @Test
    void codeThatIsMappedAnewIsExecuted() {
        VirtualCpu cpu = cpu(new Aarch64Code().move(0, 1).systemCall());
        cpu.run();
        NativePages other =
                pages(1).set(0, new Aarch64Code().move(0, 2).systemCall().bytes());
        space().map(CODE, PAGE, Access.READ | Access.EXECUTE, other, 0);
        space().synchronize();
        cpu.registers().setProgramCounter(CODE);
        cpu.run();

        assertEquals(2, cpu.registers().get(0));
    }

    @Test
    void aCpuMovesToAnotherSpace() {
        VirtualCpu cpu = cpu(new Aarch64Code().move(0, 1).systemCall());
        cpu.run();
        AddressSpace other = newSpace();
        NativePages code =
                pages(1).set(0, new Aarch64Code().move(0, 2).systemCall().bytes());
        other.map(CODE, PAGE, Access.READ | Access.EXECUTE, code, 0);
        cpu.attach(other);
        cpu.registers().setProgramCounter(CODE);
        cpu.run();

        assertSame(other, cpu.addressSpace());
        assertEquals(2, cpu.registers().get(0));
        assertEquals(0xD2800040, cpu.memory().getInt(CODE), "the accessor sees the new space");
    }

    @Test
    void exclusivesOfTwoCpusLoseNoIncrement() throws Exception {
        int rounds = 20_000;
        NativePages data = map(DATA, 1, READ_WRITE);
        VirtualCpu first = cpu(new Aarch64Code()
                .move(1, DATA)
                .move(2, rounds)
                .loadExclusive(3, 1)
                .add(3, 3, 1)
                .storeExclusive(4, 3, 1)
                .branchIfNotZero(4, -3)
                .subtractSettingFlags(2, 2, 1)
                .branchIfNotEqual(-5)
                .systemCall());
        increment(first, cpuAt(CODE));

        assertEquals(2L * rounds, data.get(0));
    }

    @Test
    void atomicAdditionsOfTwoCpusLoseNone() throws Exception {
        int rounds = 20_000;
        NativePages data = map(DATA, 1, READ_WRITE);
        VirtualCpu first = cpu(new Aarch64Code()
                .move(1, DATA)
                .move(2, rounds)
                .move(3, 1)
                .atomicAdd(3, 4, 1)
                .subtractSettingFlags(2, 2, 1)
                .branchIfNotEqual(-2)
                .systemCall());
        increment(first, cpuAt(CODE));

        assertEquals(2L * rounds, data.get(0));
    }

    private void increment(VirtualCpu first, VirtualCpu second) throws Exception {
        Future<Exit> one = start(first);
        Future<Exit> two = start(second);
        assertSame(Exit.SystemCall.INSTANCE, one.get(40, TimeUnit.SECONDS));
        assertSame(Exit.SystemCall.INSTANCE, two.get(40, TimeUnit.SECONDS));
    }
}
