package io.tombolo.soft.internal.translate;

import static io.tombolo.soft.internal.SmallMachine.BRK;
import static io.tombolo.soft.internal.SmallMachine.CODE;
import static io.tombolo.soft.internal.SmallMachine.DATA;
import static io.tombolo.soft.internal.SmallMachine.DATA_PAGES;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.soft.internal.PlainMemory;
import io.tombolo.soft.internal.SmallMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a region does as a whole: checks several accesses at once, calls within itself, and lies in several pages. */
class TranslatedRegionTest {
    private static final long END = DATA + DATA_PAGES * 4096L;
    private static final long PAGES = 0x40000;
    private static final int ADD_X1_X1_1 = 0x91000421;
    private static final int ADD_X2_X2_2 = 0x91000842;
    private static final int RET = 0xd65f03c0;

    private final SmallMachine machine = SmallMachine.translating();
    private final long[] r = machine.state().r;

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void ofAccessesThatAreCheckedTogetherTheFirstThatCannotCompleteFaults() {
        r[0] = DATA;
        r[2] = 7;
        Exit exit = machine.run(
                0xa9000c02, // stp x2, x3, [x0]
                ADD_X1_X1_1,
                0xf9000802, // str x2, [x0, #16]
                0xf9000c02, // str x2, [x0, #24]
                0x91004000, // add x0, x0, #16
                0x17fffffb // b .-20
                );
        assertEquals(new Exit.PageFault(END, Access.WRITE), exit);
        assertEquals(CODE + 8, machine.state().pc);
        assertEquals(END - 16, r[0]);
        assertEquals((END - 16 - DATA) / 16 + 1, r[1]);
        assertEquals(7, machine.data.segment().get(JAVA_LONG_UNALIGNED, DATA_PAGES * 4096L - 16), "before the fault");
    }

    @Test
    void anAccessAcrossPagesThatAreApartInHostMemoryReachesBoth() {
        machine.space.map(DATA + 4096, 4096, Access.READ | Access.WRITE, machine.data, 8192);
        r[0] = DATA + 4092;
        r[2] = 0x0123456789abcdefL;
        machine.run(
                0xf9000002, // str x2, [x0]
                0xf9400003, // ldr x3, [x0]
                0xf9000402, // str x2, [x0, #8]
                0xf9400404 // ldr x4, [x0, #8]
                );
        assertEquals(r[2], r[3]);
        assertEquals(r[2], r[4]);
        assertEquals(0x89abcdef, machine.data.segment().get(JAVA_INT, 4092));
        assertEquals(0x01234567, machine.data.segment().get(JAVA_INT, 8192));
        assertEquals(0, machine.data.segment().get(JAVA_INT, 4096), "the page between belongs to nobody");
    }

    @Test
    void aStoreOfAGroupWithLoadsNeedsAPageThatMayBeWritten() {
        machine.space.protect(DATA, 4096, Access.READ);
        r[0] = DATA;
        Exit exit = machine.run(
                0xf9400002, // ldr x2, [x0]
                ADD_X1_X1_1,
                0xf9000402 // str x2, [x0, #8]
                );
        assertEquals(new Exit.PageFault(DATA + 8, Access.WRITE), exit);
        assertEquals(CODE + 8, machine.state().pc);
        assertEquals(1, r[1]);
    }

    @Test
    void aLeafReturnsToWhereItWasCalled() {
        assertInstanceOf(
                Exit.Breakpoint.class,
                machine.run(
                        0x94000004, // bl .+16
                        ADD_X1_X1_1,
                        0x94000002, // bl .+8
                        BRK,
                        ADD_X2_X2_2,
                        RET));
        assertEquals(1, r[1]);
        assertEquals(4, r[2]);
        assertEquals(CODE + 12, r[30]);
        assertEquals(CODE + 12, machine.state().pc);
    }

    @Test
    void aLeafMayReturnToElsewhere() {
        assertInstanceOf(
                Exit.Breakpoint.class,
                machine.run(
                        0x94000004, // bl .+16
                        BRK,
                        ADD_X1_X1_1,
                        BRK,
                        0x910013de, // add x30, x30, #4
                        RET));
        assertEquals(1, r[1]);
        assertEquals(CODE + 12, machine.state().pc);
    }

    @Test
    void codeThatChangesInTheSecondPageOfARegionIsTranslatedAnew() {
        PlainMemory code = new PlainMemory(8192);
        try {
            code.segment().set(JAVA_INT, 4092, ADD_X1_X1_1);
            code.segment().set(JAVA_INT, 4096, 0xf1000442); // subs x2, x2, #1
            code.segment().set(JAVA_INT, 4100, 0x54ffffc1); // b.ne .-8
            code.segment().set(JAVA_INT, 4104, BRK);
            assertEquals(100, loopOverTwoPages(code));
            code.segment().set(JAVA_INT, 4096, 0xf1000842); // subs x2, x2, #2
            assertEquals(50, loopOverTwoPages(code));
            machine.space.unmap(PAGES + 4096, 4096);
            r[1] = 0;
            machine.state().pc = PAGES + 4092;
            assertEquals(new Exit.PageFault(PAGES + 4096, Access.EXECUTE), machine.run());
            assertEquals(1, r[1]);
        } finally {
            machine.space.unmap(PAGES, 8192);
            code.release();
        }
    }

    @Test
    void anAddressRelativeToThePageIsThatOfTheInstructionAndNotOfTheEntry() {
        PlainMemory code = new PlainMemory(8192);
        try {
            code.segment().set(JAVA_INT, 4088, 0x90000001); // adrp x1, .
            code.segment().set(JAVA_INT, 4092, 0x10000002); // adr x2, .
            code.segment().set(JAVA_INT, 4096, 0x90000003); // adrp x3, .
            code.segment().set(JAVA_INT, 4100, 0x10000004); // adr x4, .
            code.segment().set(JAVA_INT, 4104, BRK);
            machine.space.map(PAGES, 8192, Access.READ | Access.EXECUTE, code, 0);
            machine.state().pc = PAGES + 4088;
            assertInstanceOf(Exit.Breakpoint.class, machine.run());
            assertEquals(PAGES, r[1]);
            assertEquals(PAGES + 4092, r[2]);
            assertEquals(PAGES + 4096, r[3]);
            assertEquals(PAGES + 4100, r[4]);
        } finally {
            machine.space.unmap(PAGES, 8192);
            code.release();
        }
    }

    private long loopOverTwoPages(PlainMemory code) {
        machine.space.map(PAGES, 8192, Access.READ | Access.EXECUTE, code, 0);
        r[1] = 0;
        r[2] = 100;
        machine.state().pc = PAGES + 4092;
        assertInstanceOf(Exit.Breakpoint.class, machine.run());
        return r[1];
    }
}
