package io.tombolo.proc.internal.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.abi.Auxv;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The initial stack, read back as a program's first instructions read it. */
class InitialStackTest {
    private static final long TOP = 0x7FFFFFF0L;
    private static final byte[] RANDOM = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final InitialStack stack = new InitialStack(
            TOP, List.of("prog", "", "two words"), List.of("A=1", "B="), "/bin/prog", "aarch64", RANDOM, new long[] {
                Auxv.AT_PAGESZ, 4096, Auxv.AT_RANDOM, 0, Auxv.AT_EXECFN, 0, Auxv.AT_PLATFORM, 0, Auxv.AT_NULL, 0
            });
    private final ByteBuffer bytes = ByteBuffer.wrap(stack.content()).order(ByteOrder.LITTLE_ENDIAN);

    private String stringAt(long address) {
        int start = (int) (address - stack.pointer());
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        return new String(stack.content(), start, end - start, StandardCharsets.ISO_8859_1);
    }

    private long word(int index) {
        return bytes.getLong(index * Long.BYTES);
    }

    @Test
    void pointerIsAlignedAndEverythingReachesTheTop() {
        assertEquals(0, stack.pointer() % 16);
        assertEquals(TOP, stack.pointer() + stack.content().length);
    }

    @Test
    void argumentsAndEnvironmentEndWithNull() {
        assertEquals(3, word(0));
        assertEquals("prog", stringAt(word(1)));
        assertEquals("", stringAt(word(2)));
        assertEquals("two words", stringAt(word(3)));
        assertEquals(0, word(4));
        assertEquals("A=1", stringAt(word(5)));
        assertEquals("B=", stringAt(word(6)));
        assertEquals(0, word(7));
    }

    @Test
    void auxiliaryVectorPointsIntoTheStack() {
        assertEquals(Auxv.AT_PAGESZ, word(8));
        assertEquals(4096, word(9));
        int random = (int) (word(11) - stack.pointer());
        assertEquals("0123456789abcdef", new String(stack.content(), random, 16, StandardCharsets.US_ASCII));
        assertEquals("/bin/prog", stringAt(word(13)));
        assertEquals("aarch64", stringAt(word(15)));
        assertEquals(Auxv.AT_NULL, word(16));
        assertEquals(word(11), stack.auxiliaryVector().get(3));
    }

    @Test
    void stringsLieWithoutGapsAsProcCmdlineNeedsThem() {
        assertEquals(word(1), stack.argumentsStart());
        assertEquals(word(5), stack.argumentsEnd());
        assertEquals(word(6) + 3, stack.environmentEnd());
    }
}
