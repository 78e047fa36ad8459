package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Aarch64CodeTest {
    private static final String ASSEMBLER = "aarch64-linux-gnu-as";
    private static final String COPIER = "aarch64-linux-gnu-objcopy";

    @TempDir
    private Path directory;

    @Test
    void encodingsAreThoseOfTheAssembler() throws Exception {
        requireAssembler();
        Aarch64Code code = new Aarch64Code()
                .move(3, 0x1234_0000_5678_9ABCL)
                .add(1, 2, 4095)
                .subtractSettingFlags(4, 5, 1)
                .load(6, 7)
                .store(8, 9)
                .loadByte(10, 11)
                .storeByte(12, 13)
                .storeWord(14, 15)
                .storePair(16, 17, 18)
                .loadExclusive(19, 20)
                .storeExclusive(21, 22, 23)
                .atomicAdd(24, 25, 26)
                .branch(-2)
                .branchIfNotZero(27, -3)
                .branchIfNotEqual(2)
                .ret()
                .call(28)
                .systemCall()
                .breakpoint(7)
                .readThreadPointer(29)
                .addDouble(1, 2, 3)
                .synchronizeInstructions(4);
        byte[] assembled = assemble("""
                .arch armv8.1-a
                movz x3, #0x9abc
                movk x3, #0x5678, lsl #16
                movk x3, #0x1234, lsl #48
                add x1, x2, #4095
                subs x4, x5, #1
                ldr x6, [x7]
                str x8, [x9]
                ldrb w10, [x11]
                strb w12, [x13]
                str w14, [x15]
                stp x16, x17, [x18]
                ldxr x19, [x20]
                stxr w21, x22, [x23]
                ldaddal x24, x25, [x26]
                b . - 8
                cbnz w27, . - 12
                b.ne . + 8
                ret
                blr x28
                svc #0
                brk #7
                mrs x29, tpidr_el0
                fadd d1, d2, d3
                dc cvau, x4
                dsb ish
                ic ivau, x4
                dsb ish
                isb
                """);

        assertArrayEquals(assembled, code.bytes());
    }

    private static void requireAssembler() throws Exception {
        try {
            run(ASSEMBLER, "--version");
        } catch (IOException missing) {
            if ("true".equals(System.getenv("CI"))) {
                fail(ASSEMBLER + " is missing");
            }
            assumeTrue(false, ASSEMBLER + " is missing");
        }
    }

    private byte[] assemble(String source) throws Exception {
        Path text = Files.writeString(directory.resolve("code.s"), source);
        Path object = directory.resolve("code.o");
        Path binary = directory.resolve("code.bin");
        run(ASSEMBLER, "-o", object.toString(), text.toString());
        run(COPIER, "-O", "binary", "-j", ".text", object.toString(), binary.toString());
        return Files.readAllBytes(binary);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
