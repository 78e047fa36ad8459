package io.tombolo.soft.internal.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.interpret.FpSimdInterpreter;
import io.tombolo.soft.internal.memory.PageMap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A vector access that runs into a page that is not there changes nothing and names that page's first byte. */
class VectorMemoryTest {
    private static final long PAGE = 0x5000;
    private static final long NEXT_PAGE = PAGE + PageMap.PAGE_SIZE;
    private static final long MARK = 0x1111_2222_3333_4444L;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment page = arena.allocate(PageMap.PAGE_SIZE, PageMap.PAGE_SIZE);
    private final PageMap map = new PageMap(arena.allocate(8 * 16, 8).address(), 16);
    private final CpuState state = new CpuState(map);

    @BeforeEach
    void mapOnePage() {
        map.setEntry(PAGE >>> PageMap.PAGE_SHIFT, (page.address() - PAGE) | PageMap.READ | PageMap.WRITE);
        page.fill((byte) 0x77);
        for (int slot = CpuState.V; slot < CpuState.SLOTS; slot++) {
            state.r[slot] = MARK;
        }
        state.r[1] = NEXT_PAGE - 4;
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("store across the end of the mapping")
    @ValueSource(
            strings = {
                "3d800020 str q0, [x1]",
                "fd000020 str d0, [x1]",
                "3c810420 str q0, [x1], #16",
                "ad000820 stp q0, q2, [x1]",
                "6c810820 stp d0, d2, [x1], #16",
                "4c002020 st1 {v0.16b-v3.16b}, [x1]",
                "4c9f0020 st4 {v0.16b-v3.16b}, [x1], #64",
                "0d20b020 st4 (element)"
            })
    void storeAcrossTheEndChangesNothing(String instruction) {
        state.r[1] = instruction.startsWith("0d") ? NEXT_PAGE - 2 : NEXT_PAGE - 4;
        long base = state.r[1];
        GuestTrap trap = assertThrows(GuestTrap.class, () -> execute(instruction));
        assertEquals(GuestTrap.Kind.PAGE, trap.kind);
        assertEquals(NEXT_PAGE, trap.address, "first byte that cannot be accessed");
        assertEquals(base, state.r[1], "base register");
        for (int at = PageMap.PAGE_SIZE - 8; at < PageMap.PAGE_SIZE; at++) {
            assertEquals(0x77, page.get(ValueLayout.JAVA_BYTE, at), "byte of memory at " + at);
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("load across the end of the mapping")
    @ValueSource(
            strings = {
                "3dc00020 ldr q0, [x1]",
                "fd400020 ldr d0, [x1]",
                "3cc10420 ldr q0, [x1], #16",
                "ad400820 ldp q0, q2, [x1]",
                "6cc10820 ldp d0, d2, [x1], #16",
                "4c402020 ld1 {v0.16b-v3.16b}, [x1]",
                "4cdf0020 ld4 {v0.16b-v3.16b}, [x1], #64",
                "4d60e820 ld4r {v0.4s-v3.4s}, [x1]"
            })
    void loadAcrossTheEndChangesNothing(String instruction) {
        GuestTrap trap = assertThrows(GuestTrap.class, () -> execute(instruction));
        assertEquals(GuestTrap.Kind.PAGE, trap.kind);
        assertEquals(NEXT_PAGE, trap.address, "first byte that cannot be accessed");
        assertEquals(NEXT_PAGE - 4, state.r[1], "base register");
        for (int slot = CpuState.V; slot < CpuState.V + 8; slot++) {
            assertEquals(MARK, state.r[slot], "vector register slot " + slot);
        }
    }

    private void execute(String instruction) {
        int word = Integer.parseUnsignedInt(instruction.substring(0, 8), 16);
        FpSimdInterpreter.execute(state, new Decoder().decode(word));
    }
}
