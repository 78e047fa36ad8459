package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.host.posix.Mman;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMappingTest extends MemoryFixture {
    private static final int PAGES = 20;

    @TempDir
    Path directory;

    private Path path;

    /** Each page begins with its number plus 100. */
    @BeforeEach
    void writeFile() throws IOException {
        path = directory.resolve("file");
        ByteBuffer bytes = ByteBuffer.allocate((int) (PAGES * PAGE)).order(ByteOrder.LITTLE_ENDIAN);
        for (int page = 0; page < PAGES; page++) {
            bytes.putInt((int) (page * PAGE), 100 + page);
        }
        Files.write(path, bytes.array());
    }

    private OpenFile open(int flags) {
        return new TestFile(host, path, flags);
    }

    /** Maps from the second page on, and closes the file. */
    private long map(int openFlags, int protection, int flags) {
        OpenFile file = open(openFlags);
        try {
            return memory.map(0, (PAGES - 1) * PAGE, protection, flags, file, PAGE);
        } finally {
            file.release();
        }
    }

    private int inFile(int page) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(path))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt((int) (page * PAGE));
    }

    @Test
    void sharedStoresAreInTheFileAtOnceAndTheOtherWayRound() throws IOException {
        long address = map(Fcntl.O_RDWR, RW, MAP_SHARED);
        assertEquals(103, load(memory, address + 2 * PAGE));
        store(memory, address + 2 * PAGE, 7);
        assertEquals(7, inFile(3));
        try (RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
            other.seek(3 * PAGE);
            other.write(9);
        }
        assertEquals(9, load(memory, address + 2 * PAGE));
    }

    @Test
    void privateStoresStayOutOfTheFile() throws IOException {
        byte[] before = Files.readAllBytes(path);
        long address = map(Fcntl.O_RDONLY, RW, MAP_PRIVATE);
        store(memory, address + PAGE, 7);
        assertEquals(7, load(memory, address + PAGE));
        assertEquals(103, load(memory, address + 2 * PAGE));
        assertArrayEquals(before, Files.readAllBytes(path));
    }

    @Test
    void aChildSeesWhatTheParentHadWrittenPrivately() {
        long address = map(Fcntl.O_RDONLY, RW, MAP_PRIVATE);
        store(memory, address, 7);
        ProcessMemory child = memory.fork();
        store(memory, address, 8);
        store(memory, address + PAGE, 9);
        assertEquals(7, load(child, address));
        assertEquals(102, load(child, address + PAGE));
        child.release();
    }

    @Test
    void rightsBeyondTheDescriptorsAreRefusedForEver() {
        assertErrno(Errno.EACCES, () -> map(Fcntl.O_RDONLY, RW, MAP_SHARED));
        assertErrno(Errno.EACCES, () -> map(Fcntl.O_WRONLY, RW, MAP_PRIVATE));
        long address = map(Fcntl.O_RDONLY, PROT_READ, MAP_SHARED);
        assertErrno(Errno.EACCES, () -> memory.protect(address, PAGE, RW));
        long moved = memory.remap(address + PAGE, PAGE, 2 * PAGE, MREMAP_MAYMOVE, 0);
        assertErrno(Errno.EACCES, () -> memory.protect(moved, PAGE, RW));
        ProcessMemory child = memory.fork();
        assertErrno(Errno.EACCES, () -> child.protect(moved, PAGE, RW));
        child.release();
    }

    @Test
    void aFileThatCanOnlyBeAppendedToIsNotMappedSharedByAWriter() throws IOException, InterruptedException {
        assumeTrue(changeAttributes("+a"), "needs root, and a file system that knows append-only files");
        try {
            int append = Fcntl.O_RDWR | Fcntl.O_APPEND;
            assertErrno(Errno.EACCES, () -> map(append, RW, MAP_SHARED));
            assertErrno(Errno.EACCES, () -> map(append, PROT_READ, MAP_SHARED));
            assertEquals(101, load(memory, map(append, RW, MAP_PRIVATE)));
            assertEquals(101, load(memory, map(Fcntl.O_RDONLY, PROT_READ, MAP_SHARED)));
        } finally {
            changeAttributes("-a");
        }
    }

    private boolean changeAttributes(String change) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "chattr " + change + " " + path + " 2>&1")
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void aMappingThatIsNotWrittenThroughDoesNotCountAsAWriter() {
        int memoryFile = host.mappings().createMemoryFile("sealed", Mman.MFD_CLOEXEC | Mman.MFD_ALLOW_SEALING);
        host.files().truncate(memoryFile, PAGE);
        OpenFile file = new TestFile(host, memoryFile, Fcntl.O_RDWR);
        long own = memory.map(0, PAGE, RW, MAP_PRIVATE, file, 0);
        store(memory, own, 4);
        host.descriptors().control(memoryFile, Fcntl.F_ADD_SEALS, Mman.F_SEAL_WRITE);
        assertErrno(Errno.EPERM, () -> memory.map(0, PAGE, RW, MAP_SHARED, file, 0));
        long shared = memory.map(0, PAGE, PROT_READ, MAP_SHARED, file, 0);
        assertErrno(Errno.EACCES, () -> memory.protect(shared, PAGE, RW));
        assertEquals(0, load(memory, shared));
        assertEquals(4, load(memory, own));
        file.release();
    }

    @Test
    void pagesPastTheEndOfTheFileAreBeyondTheObject() throws IOException {
        long address = map(Fcntl.O_RDWR, RW, MAP_SHARED);
        try (RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
            other.setLength(5 * PAGE + 1);
        }
        assertEquals(FaultResult.RESOLVED, touch(memory, address + 4 * PAGE, Access.READ));
        assertEquals(FaultResult.BEYOND_OBJECT, touch(memory, address + 5 * PAGE, Access.READ));
        assertEquals(FaultResult.BEYOND_OBJECT, store(memory, address + 5 * PAGE, 1));
    }

    @Test
    void mappingsOfOneFileShareTheirPlaceForFutexes() {
        long first = map(Fcntl.O_RDWR, RW, MAP_SHARED);
        long second = map(Fcntl.O_RDONLY, PROT_READ, MAP_SHARED);
        assertNotEquals(first, second);
        assertEquals(memory.sharedLocation(first + 8), memory.sharedLocation(second + 8));
    }

    @Test
    void droppedPrivatePagesShowTheFileAgain() {
        long address = map(Fcntl.O_RDONLY, RW, MAP_PRIVATE);
        store(memory, address, 7);
        memory.advise(address, PAGE, MADV_DONTNEED);
        assertEquals(101, load(memory, address));
    }

    @Test
    void aMappingWithoutRightsShowsTheFileOnceItMayBeRead() {
        long address = map(Fcntl.O_RDONLY, PROT_NONE, MAP_PRIVATE);
        memory.protect(address, PAGE, PROT_READ);
        assertEquals(101, load(memory, address));
    }

    @Test
    void directoriesCannotBeMapped() {
        OpenFile file = new TestFile(host, directory, Fcntl.O_RDONLY);
        assertErrno(Errno.ENODEV, () -> memory.map(0, PAGE, PROT_READ, MAP_PRIVATE, file, 0));
        assertErrno(Errno.ENODEV, () -> memory.map(0, PAGE, PROT_READ, MAP_SHARED, file, 0));
        file.release();
    }

    @Test
    void offsetsThatOverflowAreRefused() {
        OpenFile file = open(Fcntl.O_RDONLY);
        long last = Long.MAX_VALUE & -PAGE;
        assertErrno(Errno.EOVERFLOW, () -> memory.map(0, 2 * PAGE, PROT_READ, MAP_PRIVATE, file, last));
        assertErrno(Errno.EOVERFLOW, () -> memory.map(0, PAGE, PROT_READ, MAP_PRIVATE, file, -PAGE));
        file.release();
    }

    @Test
    void theMappingIsShownWithItsFile() {
        long address = map(Fcntl.O_RDONLY, PROT_READ, MAP_PRIVATE);
        ProcessMemory.Mapping mapping = memory.mappings().getFirst();
        assertEquals(path.toString(), mapping.name());
        assertEquals(address, mapping.start());
        assertEquals(PAGE, mapping.offset());
    }

    @Test
    void synchronizeAnswersForHoles() {
        long address = map(Fcntl.O_RDWR, RW, MAP_SHARED);
        memory.synchronize(address, PAGE, MS_SYNC);
        memory.unmap(address + PAGE, PAGE);
        assertErrno(Errno.ENOMEM, () -> memory.synchronize(address, 3 * PAGE, MS_SYNC));
        assertErrno(Errno.EINVAL, () -> memory.synchronize(address, PAGE, MS_SYNC | MS_ASYNC));
    }
}
