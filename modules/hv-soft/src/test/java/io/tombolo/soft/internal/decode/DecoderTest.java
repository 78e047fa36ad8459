package io.tombolo.soft.internal.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
    private final Decoder decoder = new Decoder();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "00000000, UDF",
        "d4400000, HLT is undefined at EL0",
        "d4000002, HVC is undefined at EL0",
        "d4000003, SMC is undefined at EL0",
        "d69f03e0, ERET is undefined at EL0",
        "d503409f, MSR DAIFClr is trapped by Linux",
        "d53b4220, MRS DAIF is trapped by Linux",
        "d53be020, CNTPCT is trapped by Linux",
        "d5180000, ID registers cannot be written",
        "d51be040, the counter cannot be written",
        "d53b2400, no random numbers",
        "d50b7820, not a cache operation of EL0",
        "93000000, bitfield with N not equal to sf",
        "13400000, bitfield with N set in 32 bits",
        "53208000, bitfield rotated by 32 in 32 bits",
        "12400000, logical immediate with N set in 32 bits",
        "9200fc00, reserved logical immediate: element of one bit",
        "9240fc00, reserved logical immediate: all ones",
        "52c00000, MOVZ hw 2 in 32 bits",
        "0a008000, shift by 32 in 32 bits",
        "8bc00000, arithmetic with ROR",
        "8b201400, extended register shifted by 5",
        "13c10000, EXTR with N not equal to sf",
        "9ac04000, CRC32B with sf set",
        "1ac04c00, CRC32X without sf",
        "5ac00c00, REV of 64 bits in 32 bits",
        "dac11000, pointer authentication is not there",
        "f8c00400, prefetch cannot write back",
        "b8202800, register offset with a reserved extension",
        "68000000, STGP is not there",
        "08217c02, CASP with an odd register"
    })
    void whatIsNotAllocatedIsUndefined(String word, String why) {
        assertEquals(Operation.UNDEFINED, decode(word).op, why);
    }

    @Test
    void everyHintIsANoOperation() {
        for (int number = 0; number < 128; number++) {
            int op = decoder.decode(0xd503201f | number << 5).op;
            assertTrue(op == Operation.NOP || op == Operation.YIELD, "hint " + number);
        }
    }

    @Test
    void identificationRegistersThatLinuxShowsAsZeroAreConstants() {
        Instruction instruction = decode("d53803c0"); // op0 3, op1 0, CRn 0, CRm 3, op2 6
        assertEquals(Operation.CONSTANT, instruction.op);
        assertEquals(0, instruction.imm);
    }

    @Test
    void subtractionOfAnImmediateIsAdditionOfItsNegative() {
        Instruction instruction = decode("d1004020"); // sub x0, x1, #16
        assertEquals(Operation.ADD_IMMEDIATE, instruction.op);
        assertEquals(-16, instruction.imm);
    }

    @Test
    void registerThirtyOneIsTheStackPointerOrZeroAsTheInstructionSays() {
        assertEquals(31, decode("910003e0").rn, "add x0, sp, #0 reads SP");
        assertEquals(33, decode("eb00001f").rd, "cmp writes nowhere");
        assertEquals(32, decode("cb0003e0").rn, "neg reads zero");
        assertNotEquals(31, decode("f900001f").rd, "str xzr stores zero, not SP");
    }

    @Test
    void aWordOfAVectorRegisterIsNotSoughtAmongTheGeneralOnes() {
        assertTrue(Decoder.isFpSimd(0x3dc00000), "ldr q0, [x0]");
        assertTrue(Decoder.isFpSimd(0x1e602820), "fadd d0, d1, d0");
        assertTrue(Decoder.isFpSimd(0x4c407000), "ld1 {v0.16b}, [x0]");
        assertFalse(Decoder.isFpSimd(0xf9400000), "ldr x0, [x0]");
        assertFalse(Decoder.isFpSimd(0x8b000000), "add x0, x0, x0");
    }

    private Instruction decode(String word) {
        return decoder.decode(Integer.parseUnsignedInt(word, 16));
    }
}
