package io.tombolo.soft.internal.translate;

import static io.tombolo.soft.internal.SmallMachine.CODE;
import static io.tombolo.soft.internal.SmallMachine.DATA;
import static io.tombolo.soft.internal.SmallMachine.DATA_PAGES;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.soft.internal.SmallMachine;
import io.tombolo.soft.internal.space.SoftCpu;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Translated loops do what the interpreter would do when something happens in their middle. */
@Timeout(60)
class TranslationTest {
    private static final long END = DATA + DATA_PAGES * 4096L;
    private static final int NOP = 0xd503201f;
    private static final int BRK = 0xd4200000;
    private static final int RET = 0xd65f03c0;
    private static final int ADD_X1_X1_1 = 0x91000421;
    private static final int ADD_X1_X1_2 = 0x91000821;

    private final SmallMachine machine = SmallMachine.translating();
    private final long[] r = machine.state().r;

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void aLoopThatRunsOffItsMemoryStopsAtTheExactInstructionWithExactRegisters() {
        r[0] = DATA;
        r[2] = 7;
        Exit exit = machine.run(
                0xf1000463, // subs x3, x3, #1
                0xf8008402, // str  x2, [x0], #8
                ADD_X1_X1_1,
                0x17fffffd // b .-12
                );
        assertEquals(new Exit.PageFault(END, Access.WRITE), exit);
        long stores = (END - DATA) / 8;
        assertEquals(CODE + 4, machine.state().pc);
        assertEquals(END, r[0]);
        assertEquals(stores, r[1]);
        assertEquals(-stores - 1, r[3]);
        assertEquals(0xa0000000, machine.state().nzcv, "flags of -2048 - 1: negative, no borrow");
    }

    @Test
    void accessesAcrossPagesAndWithTagsGoOnInTheMiddleOfALoop() {
        r[0] = DATA + 4090 | 0x12L << 56;
        r[2] = 0x0123456789abcdefL;
        r[3] = 4;
        assertInstanceOf(
                Exit.Breakpoint.class,
                machine.run(
                        0xf8001402, // str  x2, [x0], #1
                        0xf85ff004, // ldur x4, [x0, #-1]
                        0xca020084, // eor  x4, x4, x2
                        0xaa0400a5, // orr  x5, x5, x4
                        0xf1000463, // subs x3, x3, #1
                        0x54ffff61 // b.ne .-20
                        ));
        assertEquals(0, r[5], "what was stored is loaded");
        assertEquals(0x0123456789abcdefL, machine.data.segment().get(JAVA_LONG_UNALIGNED, 4093));
    }

    @Test
    void anEndlessLoopCanBeKicked() throws Exception {
        machine.load(ADD_X1_X1_1, 0x17ffffff); // b .-4
        CompletableFuture<Exit> exit = CompletableFuture.supplyAsync(machine.cpu::run);
        machine.cpu.kick();
        assertEquals(Exit.Kicked.INSTANCE, exit.get(30, TimeUnit.SECONDS));
    }

    @Test
    void recursionDeeperThanAnyNestingCountsUpAgain() {
        int depth = 1000;
        r[0] = depth;
        r[31] = END;
        assertInstanceOf(
                Exit.Breakpoint.class,
                machine.run(
                        0x94000002, // bl .+8
                        BRK,
                        0xb40000e0, // cbz x0, .+28
                        0xd1000400, // sub x0, x0, #1
                        0xf81f0ffe, // str x30, [sp, #-16]!
                        0x97fffffd, // bl .-12
                        0xf84107fe, // ldr x30, [sp], #16
                        ADD_X1_X1_1,
                        RET,
                        RET));
        assertEquals(depth, r[1]);
        assertEquals(END, r[31]);
        assertEquals(CODE + 4, machine.state().pc);
    }

    @Test
    void aProcessorInALoopSeesAnInstructionThatAnotherPatchesThere() throws Exception {
        machine.space.map(CODE, 4096, Access.READ | Access.WRITE | Access.EXECUTE, machine.code, 0);
        machine.code.segment().set(JAVA_INT, 0, NOP);
        machine.code.segment().set(JAVA_INT, 4, ADD_X1_X1_1);
        machine.code.segment().set(JAVA_INT, 8, 0x17fffffe); // b .-8
        machine.state().pc = CODE;
        CompletableFuture<Exit> looping = CompletableFuture.supplyAsync(machine.cpu::run);
        try (SoftCpu patcher = (SoftCpu) machine.engine.createCpu(machine.space)) {
            int[] words = {
                0xb9000001, // str w1, [x0]
                0xd50b7b20, // dc  cvau, x0
                0xd5033b9f, // dsb ish
                0xd50b7520, // ic  ivau, x0
                BRK
            };
            for (int i = 0; i < words.length; i++) {
                machine.code.segment().set(JAVA_INT, 2048 + 4L * i, words[i]);
            }
            patcher.state().pc = CODE + 2048;
            patcher.state().r[0] = CODE;
            patcher.state().r[1] = BRK;
            assertInstanceOf(Exit.Breakpoint.class, patcher.run());
        }
        assertInstanceOf(Exit.Breakpoint.class, looping.get(30, TimeUnit.SECONDS));
        assertEquals(CODE, machine.state().pc);
    }

    @Test
    void aLoopFaultsWhenItsDataIsUnmappedAndItsSafepointIsAwaited() throws Exception {
        r[0] = DATA;
        machine.load(0xf9400001, 0x17ffffff); // ldr x1, [x0]; b .-4
        CompletableFuture<Exit> looping = CompletableFuture.supplyAsync(machine.cpu::run);
        machine.space.unmap(DATA, 4096);
        machine.space.synchronize();
        assertEquals(new Exit.PageFault(DATA, Access.READ), looping.get(30, TimeUnit.SECONDS));
        assertEquals(CODE, machine.state().pc);
    }

    @Test
    void aLoopFaultsWhenItsOwnCodeIsUnmapped() throws Exception {
        machine.load(ADD_X1_X1_1, 0x17ffffff); // b .-4
        CompletableFuture<Exit> looping = CompletableFuture.supplyAsync(machine.cpu::run);
        machine.space.unmap(CODE, 4096);
        machine.space.synchronize();
        Exit exit = looping.get(30, TimeUnit.SECONDS);
        assertEquals(new Exit.PageFault(machine.state().pc, Access.EXECUTE), exit);
    }

    @Test
    void codeThatKeepsChangingIsTranslatedAnew() {
        r[0] = DATA;
        machine.space.map(DATA, 4096, Access.READ | Access.WRITE | Access.EXECUTE, machine.data, 0);
        machine.data.segment().set(JAVA_INT, 4, RET);
        for (int round = 0; round < 50; round++) {
            machine.data.segment().set(JAVA_INT, 0, round % 2 == 0 ? ADD_X1_X1_1 : ADD_X1_X1_2);
            machine.space.map(DATA, 4096, Access.READ | Access.WRITE | Access.EXECUTE, machine.data, 0);
            machine.run(0xd63f0000); // blr x0
        }
        assertEquals(75, r[1]);
    }

    @Test
    void twoProcessorsAddToOneCounterWithoutLoss() throws Exception {
        int rounds = 20_000;
        machine.load(
                0xc85f7c02, // ldxr x2, [x0]
                0x91000442, // add  x2, x2, #1
                0xc8037c02, // stxr w3, x2, [x0]
                0x35ffffa3, // cbnz w3, .-12
                0xf1000421, // subs x1, x1, #1
                0x54ffff61 // b.ne .-20
                );
        r[0] = DATA;
        r[1] = rounds;
        try (SoftCpu other = (SoftCpu) machine.engine.createCpu(machine.space)) {
            other.state().copyRegistersFrom(machine.state());
            CompletableFuture<Exit> first = CompletableFuture.supplyAsync(machine.cpu::run);
            assertInstanceOf(Exit.Breakpoint.class, other.run());
            assertInstanceOf(Exit.Breakpoint.class, first.get(30, TimeUnit.SECONDS));
        }
        assertEquals(2L * rounds, machine.data.segment().get(JAVA_LONG_UNALIGNED, 0));
    }
}
