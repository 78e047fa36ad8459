package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LargePagesTest {
    private static final int PAGE = 16384;
    private static final int SMALL_PAGE = 4096;
    private static final int BOTH = Mman.PROT_READ | Mman.PROT_WRITE;

    private final Host host = Host.system().withPageSize(PAGE);
    private int file;

    @BeforeEach
    void makeFile() {
        assumeTrue(Host.system().mappings().pageSize() == SMALL_PAGE, "a machine with smaller pages");
        file = host.mappings().createMemoryFile("pages", Mman.MFD_CLOEXEC);
        host.files().truncate(file, 16 * PAGE);
    }

    @AfterEach
    void closeFile() {
        host.files().close(file);
    }

    private long map(long address, long length, int flags, long offset) {
        return host.mappings().map(address, length, BOTH, Mman.MAP_SHARED | flags, file, offset);
    }

    private static void assertInvalid(Executable call) {
        assertEquals(Errno.EINVAL, assertThrows(ErrnoException.class, call).errno());
    }

    @Test
    void mappingsBeginAtLargePagesAndTheirTailIsMapped() {
        assertEquals(PAGE, host.mappings().pageSize());
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long place = map(0, SMALL_PAGE, 0, i % 16 * (long) PAGE);
            assertEquals(0, place % PAGE);
            NativeMemory.putInt(place + PAGE - 4, i);
            places.add(place);
        }
        for (long place : places) {
            host.mappings().unmap(place, 1);
        }
    }

    @Test
    void whatLiesWithinALargePageIsRefused() {
        long place = map(0, 2 * PAGE, 0, 0);
        long within = place + SMALL_PAGE;
        NativeBuffer vector = NativeBuffer.allocate(16);
        assertInvalid(() -> map(0, PAGE, 0, SMALL_PAGE));
        assertInvalid(() -> map(within, PAGE, Mman.MAP_FIXED, 0));
        assertInvalid(() -> host.mappings().unmap(within, PAGE));
        assertInvalid(() -> host.mappings().protect(within, PAGE, Mman.PROT_READ));
        assertInvalid(() -> host.mappings().advise(within, PAGE, Mman.MADV_WILLNEED));
        assertInvalid(() -> host.mappings().residency(within, PAGE, vector.address()));
        assertInvalid(() -> host.mappings().synchronize(within, PAGE, Mman.MS_ASYNC));
        host.mappings().unmap(place, 2 * PAGE);
    }

    @Test
    void aLargePageIsResidentAsAWhole() {
        long place = map(0, 3 * PAGE, 0, 0);
        NativeMemory.putInt(place + PAGE + SMALL_PAGE, 1);
        NativeBuffer vector = NativeBuffer.allocate(3);
        host.mappings().residency(place, 3 * PAGE, vector.address());
        assertEquals(
                List.of((byte) 0, (byte) 1, (byte) 0),
                List.of(
                        vector.bytes().get(0),
                        vector.bytes().get(1),
                        vector.bytes().get(2)));
        host.mappings().unmap(place, 3 * PAGE);
    }

    @Test
    void nothingStaysMappedOfTheSearchForAnAlignedPlace() throws Exception {
        int before = mappings();
        for (int i = 0; i < 50; i++) {
            host.mappings().unmap(map(0, PAGE, 0, 0), PAGE);
            assertThrows(ErrnoException.class, () -> host.mappings().map(0, PAGE, BOTH, Mman.MAP_SHARED, -1, 0));
        }
        int left = mappings() - before;
        assertTrue(left < 20, () -> left + " more mappings of this process");
    }

    private static int mappings() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/maps")).size();
    }
}
