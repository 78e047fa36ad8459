package io.tombolo.soft.internal.interpret;

import static io.tombolo.soft.internal.SmallMachine.DATA;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tombolo.core.spi.Exit;
import io.tombolo.soft.internal.SmallMachine;
import io.tombolo.soft.internal.space.SoftCpu;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicAccessTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;

    private final SmallMachine machine = new SmallMachine();
    private final long[] r = machine.state().r;

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void aStoreExclusiveFailsAfterAnotherStoreToTheSamePlace() {
        r[0] = DATA;
        r[1] = 7;
        machine.run(
                0xc85f7c02, // ldxr x2, [x0]
                0xf9000001, // str  x1, [x0]
                0xc8037c01 // stxr w3, x1, [x0]
                );
        assertEquals(1, r[3], "failed");
    }

    @Test
    void aStoreExclusiveNeedsTheReservationOfItsAddressAndUsesItUp() {
        r[0] = DATA;
        r[1] = 7;
        machine.run(
                0xc85f7c02, // ldxr x2, [x0]
                0xc8037c01, // stxr w3, x1, [x0]
                0xc8047c01, // stxr w4, x1, [x0]
                0xc85f7c02, // ldxr x2, [x0]
                0x91002005, // add  x5, x0, #8
                0xc8067ca1, // stxr w6, x1, [x5]
                0xc85f7c02, // ldxr x2, [x0]
                0xd5033f5f, // clrex
                0xc8077c01 // stxr w7, x1, [x0]
                );
        assertEquals(0, r[3], "the reservation holds");
        assertEquals(1, r[4], "it was used up");
        assertEquals(1, r[6], "it is for another address");
        assertEquals(1, r[7], "it was cleared");
        assertEquals(7, machine.data.segment().get(JAVA_LONG, 0));
    }

    @Test
    void aSystemCallDropsTheReservation() {
        r[0] = DATA;
        machine.run(0xc85f7c02, 0xd4000001, 0xc8037c01); // ldxr x2, [x0]; svc #0; stxr w3, x1, [x0]
        machine.run();
        assertEquals(1, r[3]);
    }

    @Test
    void compareAndSwapOfAPairComparesBothHalves() {
        machine.data.segment().set(JAVA_LONG, 0, 1);
        machine.data.segment().set(JAVA_LONG, 8, 2);
        r[0] = DATA;
        r[2] = 1;
        r[3] = 3;
        r[4] = 10;
        r[5] = 11;
        machine.run(
                0x48227c04, // casp x2, x3, x4, x5, [x0]
                0xaa0303e6, // mov  x6, x3
                0x48227c04 // casp x2, x3, x4, x5, [x0]
                );
        assertEquals(2, r[6], "the first answers what it found");
        assertEquals(10, machine.data.segment().get(JAVA_LONG, 0));
        assertEquals(11, machine.data.segment().get(JAVA_LONG, 8));
    }

    @Test
    void signedAndUnsignedMaximumOfAByteDiffer() {
        machine.data.segment().set(JAVA_INT, 0, 0x01);
        r[0] = DATA;
        r[1] = 0xff;
        machine.run(0x38214002, 0x38216003); // ldsmaxb w1, w2, [x0]; ldumaxb w1, w3, [x0]
        assertEquals(1, r[2]);
        assertEquals(1, r[3], "-1 is not the signed maximum");
        assertEquals(0xff, machine.data.segment().get(JAVA_INT, 0));
    }

    /** Each is a loop over x2 rounds that adds one to the 64 bits at x0. */
    @ParameterizedTest
    @ValueSource(strings = {"exclusive", "exclusive pair", "compare and swap", "atomic add"})
    void threadsLoseNoIncrement(String how) throws InterruptedException {
        int[] loop = switch (how) {
            case "exclusive" ->
                new int[] {
                    0xc85ffc03, // ldaxr x3, [x0]
                    0x91000463, // add   x3, x3, #1
                    0xc804fc03, // stlxr w4, x3, [x0]
                    0x35ffffa4, // cbnz  w4, .-12
                    0xf1000442, // subs  x2, x2, #1
                    0x54ffff61 // b.ne  .-20
                };
            case "exclusive pair" ->
                new int[] {
                    0xc87f9403, // ldaxp x3, x5, [x0]
                    0x91000463, // add   x3, x3, #1
                    0xc8249403, // stlxp w4, x3, x5, [x0]
                    0x35ffffa4, // cbnz  w4, .-12
                    0xf1000442, // subs  x2, x2, #1
                    0x54ffff61 // b.ne  .-20
                };
            case "compare and swap" ->
                new int[] {
                    0xf9400003, // ldr   x3, [x0]
                    0xaa0303e5, // mov   x5, x3
                    0x91000464, // add   x4, x3, #1
                    0xc8e3fc04, // casal x3, x4, [x0]
                    0xeb05007f, // cmp   x3, x5
                    0x54ffff61, // b.ne  .-20
                    0xf1000442, // subs  x2, x2, #1
                    0x54ffff21 // b.ne  .-28
                };
            default ->
                new int[] {
                    0xd2800023, // mov     x3, #1
                    0xf8e30004, // ldaddal x3, x4, [x0]
                    0xf1000442, // subs    x2, x2, #1
                    0x54ffffc1 // b.ne    .-8
                };
        };
        machine.load(loop);
        List<Thread> threads = new ArrayList<>();
        List<Exit> exits = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SoftCpu cpu = (SoftCpu) machine.engine.createCpu(machine.space);
            cpu.state().pc = SmallMachine.CODE;
            cpu.state().r[0] = DATA;
            cpu.state().r[2] = ROUNDS;
            Thread thread = new Thread(() -> {
                Exit exit = cpu.run();
                synchronized (exits) {
                    exits.add(exit);
                }
                cpu.close();
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        exits.forEach(exit -> assertInstanceOf(Exit.Breakpoint.class, exit));
        assertEquals((long) THREADS * ROUNDS, machine.data.segment().get(JAVA_LONG, 0));
    }
}
