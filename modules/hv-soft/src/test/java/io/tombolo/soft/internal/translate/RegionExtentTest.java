package io.tombolo.soft.internal.translate;

import static io.tombolo.soft.internal.SmallMachine.CODE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.soft.internal.SmallMachine;
import io.tombolo.soft.internal.decode.Decoder;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which code becomes one region when it has run a while before it is translated. */
class RegionExtentTest {
    private static final int EXECUTIONS = 20;
    private static final int ADD_X2_X2_1 = 0x91000442;
    private static final int[] BRANCHES_BY_TWO_BITS = {
        0x10000083, // adr x3, .+16
        0x92400424, // and x4, x1, #3
        0x8b040c63, // add x3, x3, x4, lsl #3
        0xd61f0060, // br x3
        ADD_X2_X2_1,
        0x14000006, // b .+24
        0x910004a5, // add x5, x5, #1
        0x14000004, // b .+16
        0x910004c6, // add x6, x6, #1
        0x14000002, // b .+8
        0x910004e7, // add x7, x7, #1
        0xf1000821, // subs x1, x1, #2
        0x54fffe8c // b.gt .-48
    };

    private final Translator translator = Translator.atOnce(new Decoder(), EXECUTIONS);
    private final SmallMachine machine = SmallMachine.with(decoder -> translator);
    private final long[] r = machine.state().r;

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void anIndirectBranchStaysInTheRegionWhereItWentBefore() {
        r[1] = 4000;
        machine.run(BRANCHES_BY_TWO_BITS);
        assertEquals(1000, r[2]);
        assertEquals(1000, r[6]);
        assertEquals(1, translator.installed());
    }

    @Test
    void anIndirectBranchFindsItsWayWhereItNeverWentBefore() {
        r[1] = 4000;
        machine.run(BRANCHES_BY_TWO_BITS);
        r[1] = 4001;
        machine.state().pc = CODE;
        machine.run();
        assertEquals(1000, r[2]);
        assertEquals(1000, r[6]);
        assertEquals(1001, r[5]);
        assertEquals(1000, r[7]);
    }

    @Test
    void aRegionEndsWhereAnotherOneBegins() {
        int[] loop = new int[152];
        Arrays.fill(loop, ADD_X2_X2_1);
        loop[150] = 0xf1000421; // subs x1, x1, #1
        loop[151] = 0x54000001 | (-151 & 0x7ffff) << 5; // b.ne .-604
        r[1] = 4000;
        machine.run(loop);
        assertEquals(150 * 4000, r[2]);
        assertEquals(2, translator.installed());
    }
}
