package io.tombolo.soft.internal.interpret;

import static io.tombolo.soft.internal.SmallMachine.CODE;
import static io.tombolo.soft.internal.SmallMachine.DATA;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.soft.internal.SmallMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelfModifyingCodeTest {
    private static final int MOV_X0_1 = 0xd2800020;
    private static final int MOV_X0_2 = 0xd2800040;
    private static final int RET = 0xd65f03c0;

    private final SmallMachine machine = newMachine();
    private final long[] r = machine.state().r;

    SmallMachine newMachine() {
        return new SmallMachine();
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void writeFunction(int first) {
        machine.data.segment().set(JAVA_INT, 0, first);
        machine.data.segment().set(JAVA_INT, 4, RET);
    }

    private Exit call() {
        r[1] = DATA;
        return machine.run(0xd63f0020); // blr x1
    }

    @Test
    void aPageThatIsMadeExecutableAgainRunsWhatWasWrittenMeanwhile() {
        writeFunction(MOV_X0_1);
        machine.space.protect(DATA, 4096, Access.READ | Access.EXECUTE);
        assertInstanceOf(Exit.Breakpoint.class, call());
        assertEquals(1, r[0]);
        machine.space.protect(DATA, 4096, Access.READ | Access.WRITE);
        assertEquals(new Exit.PageFault(DATA, Access.EXECUTE), call());
        writeFunction(MOV_X0_2);
        machine.space.protect(DATA, 4096, Access.READ | Access.EXECUTE);
        call();
        assertEquals(2, r[0]);
    }

    @Test
    void anotherHostPageAtTheSameAddressRunsItsOwnCode() {
        writeFunction(MOV_X0_1);
        machine.data.segment().set(JAVA_INT, 4096, MOV_X0_2);
        machine.data.segment().set(JAVA_INT, 4100, RET);
        machine.space.map(DATA, 4096, Access.READ | Access.EXECUTE, machine.data, 0);
        call();
        assertEquals(1, r[0]);
        machine.space.map(DATA, 4096, Access.READ | Access.EXECUTE, machine.data, 4096);
        call();
        assertEquals(2, r[0]);
    }

    @Test
    void theGuestInvalidatesALineItHasWritten() {
        writeFunction(MOV_X0_1);
        machine.space.protect(DATA, 4096, Access.READ | Access.WRITE | Access.EXECUTE);
        r[1] = DATA;
        r[2] = Integer.toUnsignedLong(MOV_X0_2);
        machine.run(
                0xd63f0020, // blr x1
                0xaa0003e3, // mov x3, x0
                0xb9000022, // str w2, [x1]
                0xd50b7b21, // dc  cvau, x1
                0xd50b7521, // ic  ivau, x1
                0xd5033fdf, // isb
                0xd63f0020 // blr x1
                );
        assertEquals(1, r[3], "before");
        assertEquals(2, r[0], "after");
    }

    @Test
    void aBranchIntoTheMiddleOfThePageStartsThere() {
        r[2] = CODE + 12;
        machine.run(0xd61f0040, MOV_X0_1, MOV_X0_1, MOV_X0_2); // br x2
        assertEquals(2, r[0]);
    }
}
