package io.tombolo.soft.internal.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tombolo.core.spi.Exit;
import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.SmallMachine;
import io.tombolo.soft.internal.fp.FpStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Translated floating-point loops set the flags of FPSR when the interpreter would, and obey FPCR. */
class TranslatedFloatTest {
    private static final int D0 = CpuState.V;
    private static final int D1 = CpuState.V + 2;
    private static final int FADD_D0_D0_D1 = 0x1e612800;
    private static final int FMUL_D0_D0_D1 = 0x1e610800;
    private static final int SUBS_X1_X1_1 = 0xf1000421;
    private static final int BACK_TO_START = 0x54ffffc1; // b.ne .-8
    private static final int ROUND_UP = 1 << 22;

    private final SmallMachine machine = SmallMachine.translating();
    private final CpuState state = machine.state();

    @AfterEach
    void close() {
        machine.close();
    }

    private double loop(int instruction, double first, double second, int times) {
        state.r[D0] = Double.doubleToRawLongBits(first);
        state.r[D0 + 1] = -1;
        state.r[D1] = Double.doubleToRawLongBits(second);
        state.r[1] = times;
        assertInstanceOf(Exit.Breakpoint.class, machine.run(instruction, SUBS_X1_X1_1, BACK_TO_START));
        assertEquals(0, state.r[D0 + 1], "a scalar result clears the high half");
        return Double.longBitsToDouble(state.r[D0]);
    }

    @Test
    void doublingIsExactUntilItOverflows() {
        assertEquals(0x1p1023, loop(FMUL_D0_D0_D1, 1, 2, 1023));
        assertEquals(0, state.fp.status());
        assertEquals(Double.POSITIVE_INFINITY, loop(FMUL_D0_D0_D1, 1, 2, 1024));
        assertEquals(FpStatus.OFC | FpStatus.IXC, state.fp.status());
    }

    @Test
    void halvingIsExactUntilItUnderflows() {
        assertEquals(Double.MIN_VALUE, loop(FMUL_D0_D0_D1, 1, 0.5, 1074));
        assertEquals(0, state.fp.status());
        assertEquals(0, loop(FMUL_D0_D0_D1, 1, 0.5, 1075));
        assertEquals(FpStatus.UFC | FpStatus.IXC, state.fp.status());
    }

    @Test
    void overflowAndUnderflowAreSeenWhenTheInexactBitIsSetAlready() {
        state.fp.setStatus(FpStatus.IXC);
        assertEquals(Double.POSITIVE_INFINITY, loop(FMUL_D0_D0_D1, 1, 2, 2000));
        assertEquals(FpStatus.OFC | FpStatus.IXC, state.fp.status());
        assertEquals(0, loop(FMUL_D0_D0_D1, 1, 0.5, 2000));
        assertEquals(FpStatus.OFC | FpStatus.UFC | FpStatus.IXC, state.fp.status());
        assertEquals(0, loop(FMUL_D0_D0_D1, 0, 3, 10), "zero is no underflow");
    }

    @Test
    void additionIsInexactWhenItRounds() {
        assertEquals(100, loop(FADD_D0_D0_D1, 0, 1, 100));
        assertEquals(0, state.fp.status());
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += 0.1;
        }
        assertEquals(sum, loop(FADD_D0_D0_D1, 0, 0.1, 1000));
        assertEquals(FpStatus.IXC, state.fp.status());
    }

    @Test
    void anotherRoundingModeIsObeyedInTheMiddleOfALoop() {
        state.fp.setStatus(FpStatus.IXC);
        state.fp.setControl(ROUND_UP);
        double expected = 1;
        for (int i = 0; i < 5; i++) {
            expected = Math.nextUp(expected);
        }
        assertEquals(expected, loop(FADD_D0_D0_D1, 1, 0x1p-60, 5));
    }

    @Test
    void aSignallingNanBecomesQuietAndKeepsItsPayload() {
        state.fp.setStatus(FpStatus.IXC);
        long signalling = 0x7ff0_0000_0000_1234L;
        assertEquals(
                signalling | 1L << 51,
                Double.doubleToRawLongBits(loop(FADD_D0_D0_D1, Double.longBitsToDouble(signalling), 1, 3)));
        assertEquals(FpStatus.IOC | FpStatus.IXC, state.fp.status());
    }

    @Test
    void anUnorderedComparisonIsLessAndGreaterNorEqual() {
        state.fp.setStatus(FpStatus.IXC);
        state.r[D0] = Double.doubleToRawLongBits(Double.NaN);
        state.r[D1] = Double.doubleToRawLongBits(1);
        machine.run(
                0x1e612000, // fcmp d0, d1
                0x9a9f17e2, // cset x2, eq
                0x9a9f57e3, // cset x3, mi
                0x9a9f77e4, // cset x4, vs
                0x9a9f97e5, // cset x5, hi
                0x9a9f87e6, // cset x6, ls
                0x9a9fb7e7, // cset x7, ge
                0x9a9fa7e8, // cset x8, lt
                0x9a9fd7e9, // cset x9, gt
                0x9a9fc7ea, // cset x10, le
                0x9a9f37eb // cset x11, hs
                );
        long[] expected = {0, 0, 1, 1, 0, 0, 1, 0, 1, 1};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], state.r[2 + i], "x" + (2 + i));
        }
        assertEquals(0x3000_0000, state.nzcv);
        assertEquals(FpStatus.IXC, state.fp.status());
    }
}
