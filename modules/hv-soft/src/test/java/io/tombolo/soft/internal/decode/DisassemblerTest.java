package io.tombolo.soft.internal.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected texts are those of GNU objdump, with addresses and immediates in hexadecimal. */
class DisassemblerTest {
    private static final long ADDRESS = 0x400000;

    private final Disassembler disassembler = new Disassembler();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    91004020 | add x0, x1, #0x10
                    910003fd | mov x29, sp
                    f100cc3f | cmp x1, #0x33
                    92400c03 | and x3, x0, #0xf
                    f240003f | tst x1, #0x1
                    d2800ba8 | mov x8, #0x5d
                    f2be0ee5 | movk x5, #0xf077, lsl #16
                    ca427421 | eor x1, x1, x2, lsr #29
                    0b010000 | add w0, w0, w1
                    aa0403e1 | mov x1, x4
                    8b200021 | add x1, x1, w0, uxtb
                    9b061442 | madd x2, x2, x6, x5
                    9a800080 | csel x0, x4, x0, eq
                    d0000383 | adrp x3, 0x472000
                    54000068 | b.hi 0x40000c
                    b4000441 | cbz x1, 0x400088
                    37f80040 | tbnz w0, #31, 0x400008
                    94000002 | bl 0x400008
                    d65f03c0 | ret
                    f907b860 | str x0, [x3, #0xf70]
                    f800843f | str xzr, [x1], #0x8
                    f8410c01 | ldr x1, [x0, #0x10]!
                    f8217882 | str x2, [x4, x1, lsl #3]
                    38636883 | ldrb w3, [x4, x3]
                    b9800406 | ldrsw x6, [x0, #0x4]
                    a9bd7bfd | stp x29, x30, [sp, #-0x30]!
                    a8c37bfd | ldp x29, x30, [sp], #0x30
                    885ffc01 | ldaxr w1, [x0]
                    c8027c01 | stxr w2, x1, [x0]
                    48e0fc41 | casalh w0, w1, [x2]
                    b8e00041 | ldaddal w0, w1, [x2]
                    9ac34c41 | crc32x w1, w2, x3
                    d53bd041 | mrs x1, tpidr_el0
                    d50b7420 | dc zva, x0
                    d5033bbf | dmb ish
                    d503245f | bti c
                    d4000001 | svc #0x0
                    00000000 | .inst 0x00000000
                    """)
    void printsWhatTheAssemblerWouldRead(String word, String expected) {
        assertEquals(expected, disassembler.disassemble(Integer.parseUnsignedInt(word.strip(), 16), ADDRESS));
    }
}
