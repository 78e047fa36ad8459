package io.tombolo.mm.internal.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;
import io.tombolo.testkit.FaultInjector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePoolTest {
    private static final int FRAMES = 64;
    private static final long PAGE = FramePool.PAGE_SIZE;

    private final FaultInjector calls = new FaultInjector(Host.system().calls());

    private FramePool pool(int hostPage) {
        Host host = Host.of(calls);
        return FramePool.create(hostPage == host.mappings().pageSize() ? host : host.withPageSize(hostPage));
    }

    private static List<Long> frames(FramePool pool) {
        List<Long> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            long frame = pool.allocate(1);
            NativeMemory.putInt(frame + 100, i);
            frames.add(frame);
        }
        return frames;
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 16384, 65536})
    void memoryGoesBackInWholePagesOfTheHostWhateverTheOrder(int hostPage) {
        FramePool pool = pool(hostPage);
        List<Long> frames = frames(pool);
        Collections.shuffle(frames, new Random(5));
        for (int i = 0; i < FRAMES; i++) {
            pool.release(frames.get(i), 1);
            for (long other : frames.subList(i + 1, FRAMES)) {
                assertTrue(
                        NativeMemory.getInt(other + 100) == (int) ((other - pool.hostAddress()) >> 12),
                        "a frame in use");
            }
        }
        assertEquals(0, pool.residentBytes(), "free frames cost nothing");
        calls.calls().stream()
                .filter(call -> call.number() == SyscallNumbers.FALLOCATE)
                .forEach(call -> assertEquals(0, call.a2() % hostPage, "punched within a page of the host"));
        pool.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 16384})
    void framesAreHandedOutEmpty(int hostPage) {
        FramePool pool = pool(hostPage);
        List<Long> frames = frames(pool);
        frames.subList(0, FRAMES / 2).forEach(frame -> pool.release(frame, 1));
        for (int i = 0; i < FRAMES; i++) {
            assertEquals(0, NativeMemory.getInt(pool.allocate(1) + 100));
        }
        pool.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 16384})
    void aPartThatIsEmptiedLeavesItsNeighboursAlone(int hostPage) {
        FramePool pool = pool(hostPage);
        long first = pool.allocate(16);
        NativeMemory.fill(first, 16 * PAGE, (byte) 1);
        pool.punch(first + 3 * PAGE, 7 * PAGE);
        for (int page = 0; page < 16; page++) {
            int expected = page >= 3 && page < 10 ? 0 : 0x01010101;
            assertEquals(expected, NativeMemory.getInt(first + page * PAGE), "page " + page);
        }
        pool.release(first, 16);
        pool.release();
    }
}
