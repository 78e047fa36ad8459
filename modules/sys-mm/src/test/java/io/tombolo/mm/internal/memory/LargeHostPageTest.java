package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that holds where the host's pages are as large as the guest's holds where they have 16 KiB: the host maps whole pages of its
 * own, and the page map picks those of the guest.
 */
class LargeHostPageTest extends MemoryFixture {
    private static final int HOST_PAGE = 16384;
    private static final int FILE_PAGES = 40;
    private static final long PLACE = 0x20_0000_0000L;

    @TempDir
    Path directory;

    private Path path;

    private static Host largeHost() {
        return Host.system().withPageSize(HOST_PAGE);
    }

    @Override
    Host newHost() {
        return largeHost();
    }

    @BeforeEach
    void writeFile() throws IOException {
        path = directory.resolve("file");
        ByteBuffer bytes = ByteBuffer.allocate((int) (FILE_PAGES * PAGE)).order(ByteOrder.LITTLE_ENDIAN);
        for (int page = 0; page < FILE_PAGES; page++) {
            bytes.putInt((int) (page * PAGE), 100 + page);
        }
        Files.write(path, bytes.array());
    }

    private int inFile(int page) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(path))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt((int) (page * PAGE));
    }

    private void map(OpenFile file, int page, int pages, int filePage) {
        int flags = MAP_SHARED | MAP_FIXED;
        memory.map(PLACE + page * PAGE, pages * PAGE, RW, flags, file, filePage * PAGE);
    }

    private void mapAnonymous(int page, int pages) {
        memory.map(PLACE + page * PAGE, pages * PAGE, RW, PRIVATE | MAP_FIXED, null, 0);
    }

    private int load(int page) {
        return load(memory, PLACE + page * PAGE);
    }

    private void store(int page, int value) {
        store(memory, PLACE + page * PAGE, value);
    }

    @Test
    void aSharedFileIsCoherentAtEveryAlignment() throws IOException {
        OpenFile file = new TestFile(host, path, Fcntl.O_RDWR);
        int value = 1000;
        for (int page = 0; page < 8; page++) {
            for (int filePage = 0; filePage < 8; filePage++) {
                map(file, page, 3, filePage);
                assertEquals(inFile(filePage + 1), load(page + 1));
                store(page + 2, ++value);
                assertEquals(value, inFile(filePage + 2));
                memory.unmap(PLACE + page * PAGE, 3 * PAGE);
            }
        }
        file.release();
    }

    @Test
    void neighboursWithinOneHostPageAreLeftAloneInEitherOrder() throws IOException {
        OpenFile file = new TestFile(host, path, Fcntl.O_RDWR);
        mapAnonymous(0, 1);
        store(0, 1);
        map(file, 1, 1, 9);
        mapAnonymous(2, 2);
        store(3, 3);
        map(file, 2, 1, 30);
        store(1, 11);
        store(2, 12);
        assertEquals(1, load(0));
        assertEquals(3, load(3));
        assertEquals(11, inFile(9));
        assertEquals(12, inFile(30));
        mapAnonymous(1, 1);
        assertEquals(0, load(1), "anonymous memory over a page of the file is empty");
        store(1, 99);
        assertEquals(11, inFile(9), "and does not reach the file");
        assertEquals(108, inFile(8));
        assertEquals(110, inFile(10));
        store(2, 13);
        assertEquals(13, inFile(30), "the neighbour is still the file's page");
        file.release();
    }

    @Test
    void aMappingMovesByGuestPagesAndStaysTheFile() throws IOException {
        OpenFile file = new TestFile(host, path, Fcntl.O_RDWR);
        map(file, 0, 4, 5);
        long target = PLACE + 101 * PAGE;
        memory.remap(PLACE + PAGE, 2 * PAGE, 3 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, target);
        assertEquals(106, load(memory, target));
        store(memory, target + 2 * PAGE, 7);
        assertEquals(7, inFile(8));
        assertEquals(105, load(0));
        assertEquals(7, load(3), "both show one page of the file");
        file.release();
    }

    @Test
    void aFrameThatIsFreedLeavesThoseOfItsHostPageAlone() {
        mapAnonymous(0, 16);
        for (int page = 0; page < 16; page++) {
            store(page, 500 + page);
        }
        for (int page = 1; page < 16; page += 2) {
            memory.unmap(PLACE + page * PAGE, PAGE);
        }
        mapAnonymous(1, 1);
        assertEquals(0, load(1), "a frame that was used before is empty");
        for (int page = 0; page < 16; page += 2) {
            assertEquals(500 + page, load(page));
        }
        memory.advise(PLACE + 2 * PAGE, PAGE, MADV_DONTNEED);
        assertEquals(0, load(2));
        assertEquals(504, load(4));
    }

    /** {@link PagedMemoryTest} there. */
    @Nested
    class Paged extends PagedMemoryTest {
        @Override
        Host newHost() {
            return largeHost();
        }
    }

    /** {@link FileMappingTest} there. */
    @Nested
    class FileMapping extends FileMappingTest {
        @Override
        Host newHost() {
            return largeHost();
        }
    }

    /** {@link TruncationTest} there. */
    @Nested
    class Truncation extends TruncationTest {
        @Override
        Host newHost() {
            return largeHost();
        }
    }

    /** {@link ForkTest} there. */
    @Nested
    class Fork extends ForkTest {
        @Override
        Host newHost() {
            return largeHost();
        }
    }

    /** {@link AdviceTest} there. */
    @Nested
    class Advice extends AdviceTest {
        @Override
        Host newHost() {
            return largeHost();
        }
    }

    /** {@link RemapTest} there. */
    @Nested
    class Remap extends RemapTest {
        @Override
        Host newHost() {
            return largeHost();
        }
    }

    /** {@link AttachTest} there. */
    @Nested
    class Attach extends AttachTest {
        @Override
        Host newHost() {
            return largeHost();
        }
    }
}
