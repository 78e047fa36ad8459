package io.tombolo.soft.internal.interpret;

import static io.tombolo.soft.internal.SmallMachine.DATA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.soft.internal.SmallMachine;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemInstructionsTest {
    private final SmallMachine machine = new SmallMachine();
    private final long[] r = machine.state().r;

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void theThreadPointerIsReadAndWritten() {
        r[1] = 0x123456789abcdef0L;
        machine.run(0xd51bd041, 0xd53bd042); // msr tpidr_el0, x1; mrs x2, tpidr_el0
        assertEquals(r[1], r[2]);
        assertEquals(r[1], machine.cpu.registers().threadPointer());
    }

    @Test
    void flagsAreReadAndWrittenInTheirFourBits() {
        r[1] = -1;
        machine.run(0xd51b4201, 0xd53b4202); // msr nzcv, x1; mrs x2, nzcv
        assertEquals(0xf0000000L, r[2]);
    }

    @Test
    void theCounterGoesForwardAtTheFrequencyThatItTells() {
        long before = System.nanoTime();
        machine.run(0xd53be001, 0xd53be042, 0xd53be043); // mrs x1, cntfrq_el0; mrs x2, cntvct_el0; mrs x3, cntvct_el0
        assertEquals(1_000_000_000, r[1]);
        assertTrue(before <= r[2] && r[2] <= r[3], "the counter is the host's monotonic clock");
    }

    @Test
    void identificationTellsTheFeaturesOfTheHardwareCapabilities() {
        machine.run(0xd5380601, 0xd5380622); // mrs x1, id_aa64isar0_el1; mrs x2, id_aa64isar1_el1
        assertEquals(2, r[1] >> 4 & 15, "AES and PMULL");
        assertEquals(1, r[1] >> 8 & 15, "SHA1");
        assertEquals(1, r[1] >> 12 & 15, "SHA2, 256 bits only");
        assertEquals(1, r[1] >> 16 & 15, "CRC32");
        assertEquals(2, r[1] >> 20 & 15, "atomics");
        assertEquals(1, r[1] >> 44 & 15, "dot product");
        assertEquals(1, r[2] >> 20 & 15, "LRCPC");
    }

    @Test
    void aZeroedBlockIsTheAlignedOneAroundTheAddress() {
        machine.data.segment().asSlice(0, 256).fill((byte) 1);
        r[0] = DATA + 100;
        machine.run(0xd50b7420); // dc zva, x0
        for (int i = 0; i < 256; i++) {
            assertEquals(i >= 64 && i < 128 ? 0 : 1, machine.data.segment().get(ValueLayout.JAVA_BYTE, i), "byte " + i);
        }
    }

    @Test
    void zeroingNeedsTheRightToWrite() {
        machine.space.protect(DATA, 4096, Access.READ);
        r[0] = DATA;
        assertEquals(new Exit.PageFault(DATA, Access.WRITE), machine.run(0xd50b7420));
    }

    @Test
    void blockSizeOfZeroingIsWhatTheRegisterTells() {
        machine.run(0xd53b00e1); // mrs x1, dczid_el0
        assertEquals(64, 4 << r[1], "the register holds the binary logarithm of words");
    }
}
