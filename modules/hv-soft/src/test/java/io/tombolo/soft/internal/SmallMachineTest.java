package io.tombolo.soft.internal;

import static io.tombolo.soft.internal.SmallMachine.CODE;
import static io.tombolo.soft.internal.SmallMachine.DATA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tombolo.core.spi.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmallMachineTest {
    private final SmallMachine machine = new SmallMachine();
    private final long[] r = machine.state().r;

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void sumsTheNumbersFromOneToTen() {
        Exit exit = machine.run(
                0xd2800140, // mov  x0, #10
                0xd2800001, // mov  x1, #0
                0x8b000021, // add  x1, x1, x0
                0xf1000400, // subs x0, x0, #1
                0x54ffffc1 // b.ne .-8
                );
        assertInstanceOf(Exit.Breakpoint.class, exit);
        assertEquals(55, r[1]);
        assertEquals(CODE + 20, machine.state().pc, "stands at the breakpoint");
    }

    @Test
    void aSystemCallStopsBehindTheInstruction() {
        assertEquals(Exit.SystemCall.INSTANCE, machine.run(0xd2800ba8, 0xd4000001)); // mov x8, #93; svc #0
        assertEquals(93, machine.cpu.registers().systemCallNumber());
        assertEquals(CODE + 8, machine.state().pc);
    }

    @Test
    void storesAndLoadsOfEverySizeAgree() {
        r[0] = DATA;
        r[1] = 0xfedcba9876543210L;
        machine.run(
                0xf9000001, // str   x1, [x0]
                0x39401c02, // ldrb  w2, [x0, #7]
                0x39801c03, // ldrsb x3, [x0, #7]
                0x79400c04, // ldrh  w4, [x0, #6]
                0x79c00c05, // ldrsh w5, [x0, #6]
                0xb9800406, // ldrsw x6, [x0, #4]
                0xa9400007 // ldp   x7, x0, [x0]
                );
        assertEquals(0xfe, r[2]);
        assertEquals(-2, r[3]);
        assertEquals(0xfedc, r[4]);
        assertEquals(0xfffffedcL, r[5]);
        assertEquals(0xfffffffffedcba98L, r[6]);
        assertEquals(0xfedcba9876543210L, r[7]);
        assertEquals(0, r[0], "a load may overwrite its base");
    }
}
