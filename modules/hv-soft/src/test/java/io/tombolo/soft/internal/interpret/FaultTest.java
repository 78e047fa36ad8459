package io.tombolo.soft.internal.interpret;

import static io.tombolo.soft.internal.SmallMachine.CODE;
import static io.tombolo.soft.internal.SmallMachine.DATA;
import static io.tombolo.soft.internal.SmallMachine.DATA_PAGES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.soft.internal.SmallMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault names the first byte that could not be accessed and leaves every register and all memory as they were. */
class FaultTest {
    private static final long END = DATA + DATA_PAGES * 4096L;

    private final SmallMachine machine = newMachine();
    private final long[] r = machine.state().r;

    SmallMachine newMachine() {
        return new SmallMachine();
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @ParameterizedTest(name = "{1} crossing into an absent page")
    @CsvSource({
        "f9400001, 'ldr x1, [x0]', 1",
        "b9400001, 'ldr w1, [x0]', 1",
        "f8408401, 'ldr x1, [x0], #8', 1",
        "f8410c01, 'ldr x1, [x0, #16]!', 1",
        "a9400801, 'ldp x1, x2, [x0]', 1",
        "a8c10801, 'ldp x1, x2, [x0], #16', 1",
        "69400801, 'ldpsw x1, x2, [x0]', 1",
        "f9000001, 'str x1, [x0]', 2",
        "f8008401, 'str x1, [x0], #8', 2",
        "a9000801, 'stp x1, x2, [x0]', 2",
        "a9810801, 'stp x1, x2, [x0, #16]!', 2",
        "29000801, 'stp w1, w2, [x0]', 2",
        "3d800000, 'str q0, [x0]', 2",
        "3dc00000, 'ldr q0, [x0]', 1",
        "ad000400, 'stp q0, q1, [x0]', 2",
        "ad400400, 'ldp q0, q1, [x0]', 1",
        "4c9f2000, 'st1 {v0.16b-v3.16b}, [x0], #64', 2",
        "4cdf2000, 'ld1 {v0.16b-v3.16b}, [x0], #64', 1"
    })
    void anAccessThatCrossesIntoAnAbsentPageChangesNothing(String word, String text, int access) {
        r[0] = END - 2;
        if (text.contains("#16]!")) {
            r[0] -= 16;
        }
        for (int i = 1; i < 31; i++) {
            r[i] = 0x1111111111111111L * (i & 7);
        }
        for (int i = 34; i < r.length; i++) {
            r[i] = i * 0x0101010101010101L;
        }
        byte[] memory = machine.data.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        long[] registers = r.clone();

        Exit exit = machine.run(Integer.parseUnsignedInt(word, 16));

        assertEquals(new Exit.PageFault(END, access), exit, text);
        assertEquals(CODE, machine.state().pc, "the program counter stands at the instruction");
        assertArrayEquals(registers, r, "registers of " + text);
        assertArrayEquals(
                memory,
                machine.data.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE),
                "memory after " + text);
    }

    @Test
    void theFirstPageIsNamedIfBothAreAbsent() {
        r[0] = END + 4096 - 3;
        assertEquals(new Exit.PageFault(END + 4096 - 3, Access.READ), machine.run(0xf9400001));
    }

    @Test
    void aReadOnlyPageCanBeReadAndFaultsOnWriting() {
        machine.space.protect(DATA, 4096, Access.READ);
        r[0] = DATA + 8;
        assertEquals(new Exit.PageFault(DATA + 8, Access.WRITE), machine.run(0xf9400001, 0xf9000001));
        assertEquals(CODE + 4, machine.state().pc);
    }

    @Test
    void aPageWithoutAccessFaultsOnReading() {
        machine.space.protect(DATA, 4096, Access.NONE);
        r[0] = DATA;
        assertEquals(new Exit.PageFault(DATA, Access.READ), machine.run(0x39400001));
    }

    @Test
    void theTopByteOfADataAddressIsIgnoredAndNotReported() {
        r[0] = DATA | 0x5aL << 56;
        r[1] = 42;
        machine.run(0xf9000001, 0xf9400002); // str x1, [x0]; ldr x2, [x0]
        assertEquals(42, r[2]);
        r[0] = END | 0x5aL << 56;
        assertEquals(new Exit.PageFault(END, Access.READ), machine.run(0xf9400001));
    }

    @Test
    void addressesOfTheKernelHalfAndBeyondTheTableFault() {
        r[0] = -8;
        assertEquals(new Exit.PageFault(-8, Access.READ), machine.run(0xf9400001));
        r[0] = 1L << 50;
        assertEquals(new Exit.PageFault(1L << 50, Access.WRITE), machine.run(0xf9000001));
    }

    @Test
    void executionOfAPageThatIsOnlyReadableFaultsAtTheTarget() {
        r[0] = DATA;
        assertEquals(new Exit.PageFault(DATA, Access.EXECUTE), machine.run(0xd61f0000)); // br x0
        assertEquals(DATA, machine.state().pc);
    }

    @Test
    void runningOffTheEndOfAPageFaultsAtTheNext() {
        r[0] = CODE + 4092;
        machine.load(0xd61f0000); // br x0
        machine.code.segment().setAtIndex(java.lang.foreign.ValueLayout.JAVA_INT, 1023, 0xd503201f); // nop
        assertEquals(new Exit.PageFault(CODE + 4096, Access.EXECUTE), machine.run());
        assertEquals(CODE + 4096, machine.state().pc);
    }

    @Test
    void aMisalignedProgramCounterIsAnAlignmentFault() {
        r[0] = CODE + 2;
        assertEquals(new Exit.AlignmentFault(CODE + 2), machine.run(0xd61f0000));
    }

    @Test
    void aMisalignedStackPointerFaultsWhenItIsTheBaseAndOnlyThen() {
        r[31] = DATA + 8;
        assertEquals(
                new Exit.AlignmentFault(DATA + 8), machine.run(0x910003e1, 0xf94003e0)); // mov x1, sp; ldr x0, [sp]
        assertEquals(CODE + 4, machine.state().pc);
    }

    @ParameterizedTest
    @CsvSource({
        "c85f7c01, 'ldxr x1, [x0]'",
        "c8dffc01, 'ldar x1, [x0]'",
        "c89ffc01, 'stlr x1, [x0]'",
        "f8bfc001, 'ldapr x1, [x0]'",
        "f8e00001, 'ldaddal x0, x1, [x0]'",
        "c8e1fc02, 'casal x1, x2, [x0]'"
    })
    void orderedAndAtomicAccessesMustBeAligned(String word, String text) {
        r[0] = DATA + 4;
        assertEquals(new Exit.AlignmentFault(DATA + 4), machine.run(Integer.parseUnsignedInt(word, 16)), text);
    }

    @Test
    void anUndefinedInstructionTellsItsEncoding() {
        assertEquals(new Exit.UndefinedInstruction(0x00000123), machine.run(0x00000123));
        assertEquals(CODE, machine.state().pc);
    }

    @Test
    void aBreakpointTellsItsImmediate() {
        assertEquals(new Exit.Breakpoint(0x3e8), machine.run(0xd4207d00));
    }
}
