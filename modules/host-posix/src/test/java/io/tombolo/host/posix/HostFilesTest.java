package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {
    private final Host host = Host.system();
    private final NativeBuffer buffer = NativeBuffer.allocate(64);

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = directory.resolve("file");
    }

    private int open(int flags) {
        return host.paths().open(Fcntl.AT_FDCWD, HostPaths.bytes(path.toString()), flags | Fcntl.O_CLOEXEC, 0644);
    }

    private int create() {
        return open(Fcntl.O_RDWR | Fcntl.O_CREAT | Fcntl.O_EXCL);
    }

    @Test
    void whatIsWrittenIsReadBackByTheClassLibrary() throws IOException {
        int file = create();
        buffer.bytes().put(0, "tombolo".getBytes(StandardCharsets.UTF_8));
        assertEquals(7, host.files().write(file, buffer.address(), 7));
        assertEquals(3, host.files().writeAt(file, buffer.address(), 3, 100));
        assertEquals(103, host.files().status(file).size());
        assertEquals(7, host.files().seek(file, 0, Fcntl.SEEK_CUR), "pwrite moves no offset");
        host.files().truncate(file, 7);
        host.files().synchronize(file);
        host.files().synchronizeData(file);
        assertEquals("tombolo", Files.readString(path));
        host.files().close(file);
        assertEquals(Errno.EBADF.result(), host.files().rawRead(file, buffer.address(), 1));
    }

    @Test
    void vectorsGatherAndScatter() {
        int file = create();
        buffer.bytes().put(0, "abcdef".getBytes(StandardCharsets.UTF_8));
        long vectors = buffer.address() + 16;
        NativeMemory.putLong(vectors, buffer.address() + 3);
        NativeMemory.putLong(vectors + 8, 3);
        NativeMemory.putLong(vectors + 16, buffer.address());
        NativeMemory.putLong(vectors + 24, 3);
        assertEquals(6, host.files().rawWriteVector(file, vectors, 2));
        assertEquals(6, host.files().rawWriteVectorAt(file, vectors, 2, 6, 0));
        assertEquals(6, host.files().rawReadVectorAt(file, vectors, 2, 0, 0));
        assertEquals(6, host.files().rawReadVector(file, vectors, 2), "the offset was left behind the first six bytes");
        assertArrayEquals("abcdef".getBytes(StandardCharsets.UTF_8), NativeMemory.string(buffer.address(), 6));
        host.files().close(file);
    }

    @Test
    void aStatusSaysWhatTheClassLibrarySays() throws IOException {
        Files.writeString(path, "x".repeat(5000));
        Files.setLastModifiedTime(path, FileTime.from(java.time.Instant.ofEpochSecond(1_600_000_000, 123_456_789)));
        int file = open(Fcntl.O_RDONLY);
        FileStatus status = host.files().status(file);
        host.files().close(file);
        assertTrue(status.isType(StatMode.S_IFREG));
        assertEquals(5000, status.size());
        assertEquals(Files.getAttribute(path, "unix:ino"), status.inode());
        assertEquals(Files.getAttribute(path, "unix:dev"), status.device());
        assertEquals(Files.getAttribute(path, "unix:mode"), status.mode());
        assertEquals(Files.getAttribute(path, "unix:uid"), status.userId());
        assertEquals(new Timestamp(1_600_000_000, 123_456_789), status.modified());
        FileStatus device = host.paths().status(Fcntl.AT_FDCWD, HostPaths.bytes("/dev/null"), 0);
        assertTrue(device.isType(StatMode.S_IFCHR));
        assertEquals((1 << 8) | 3, device.rawDevice());
    }

    @Test
    void aPunchedHoleReadsAsZeroesAndFreesBlocks() throws IOException {
        Files.write(path, new byte[1 << 20]);
        int file = open(Fcntl.O_RDWR);
        host.files().synchronize(file);
        host.files().punchHole(file, 0, 1 << 20);
        FileStatus status = host.files().status(file);
        assertEquals(1 << 20, status.size());
        assertEquals(0, status.blocks());
        host.files().close(file);
    }

    @Test
    void bytesMoveInsideTheHost() {
        int file = create();
        buffer.bytes().put(0, "0123456789".getBytes(StandardCharsets.UTF_8));
        host.files().write(file, buffer.address(), 10);
        host.files().seek(file, 0, Fcntl.SEEK_SET);
        HostDescriptors.Pipe pipe = host.descriptors().createPipe(Fcntl.O_CLOEXEC);
        HostDescriptors.Pipe other = host.descriptors().createPipe(Fcntl.O_CLOEXEC);
        assertEquals(4, host.files().send(pipe.writeEnd(), file, 0, 4));
        assertEquals(6, host.files().splice(file, 0, pipe.writeEnd(), 0, 100, 0));
        assertEquals(10, host.files().tee(pipe.readEnd(), other.writeEnd(), 100, 0));
        assertEquals(10, host.descriptors().available(pipe.readEnd()));
        assertEquals(10, host.files().read(other.readEnd(), buffer.address() + 20, 40));
        assertArrayEquals(
                "0123456789".getBytes(StandardCharsets.UTF_8), NativeMemory.string(buffer.address() + 20, 10));
        for (int end : new int[] {pipe.readEnd(), pipe.writeEnd(), other.readEnd(), other.writeEnd(), file}) {
            host.files().close(end);
        }
    }

    @Test
    void aMemoryFileIsMappedAndWrittenThrough() {
        int file = host.mappings().createMemoryFile("test", Mman.MFD_CLOEXEC);
        int page = host.mappings().pageSize();
        host.files().truncate(file, page);
        long address = host.mappings().map(0, page, Mman.PROT_READ | Mman.PROT_WRITE, Mman.MAP_SHARED, file, 0);
        NativeMemory.putLong(address + 8, 0x1122334455667788L);
        assertEquals(8, host.files().readAt(file, buffer.address(), 8, 8));
        assertEquals(0x1122334455667788L, buffer.bytes().getLong(0));
        host.mappings().synchronize(address, page, Mman.MS_SYNC);
        host.mappings().residency(address, page, buffer.address());
        assertEquals(1, buffer.bytes().get(0) & 1, "a page just written is resident");
        host.mappings().advise(address, page, Mman.MADV_REMOVE);
        assertEquals(0, NativeMemory.getLong(address + 8));
        host.mappings().protect(address, page, Mman.PROT_NONE);
        long moved = host.mappings().remap(address, page, 2L * page, Mman.MREMAP_MAYMOVE, 0);
        host.mappings().unmap(moved, 2L * page);
        host.files().close(file);
    }

    @Test
    void memoryKeepsEveryWidthAtEveryAlignment() {
        long address = buffer.address() + 1;
        NativeMemory.fill(address, 40, (byte) 0x5a);
        assertEquals(0x5a5a5a5a, NativeMemory.getInt(address + 2));
        NativeMemory.putShort(address, (short) 0x8001);
        NativeMemory.putInt(address + 3, 0x80000002);
        NativeMemory.putByte(address + 9, (byte) 0x81);
        assertEquals((short) 0x8001, NativeMemory.getShort(address));
        assertEquals(0x80000002, NativeMemory.getInt(address + 3));
        assertEquals((byte) 0x81, NativeMemory.getByte(address + 9));
        byte[] bytes = {1, 2, 0, 4};
        NativeMemory.copy(bytes, 1, address, 3);
        assertArrayEquals(new byte[] {2}, NativeMemory.string(address, 30), "ends at the zero");
        assertArrayEquals(
                new byte[] {2, 0, 4},
                NativeMemory.segment(address, 3).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
        NativeMemory.copy(address, address + 1, 3);
        NativeMemory.copy(address, bytes, 0, 4);
        assertArrayEquals(new byte[] {2, 2, 0, 4}, bytes, "overlapping bytes are moved as by memmove");
    }

    @Test
    void errorsAreThoseOfTheHost() {
        ErrnoException thrown = assertThrows(ErrnoException.class, () -> open(Fcntl.O_RDONLY));
        assertEquals(Errno.ENOENT, thrown.errno());
        thrown = assertThrows(ErrnoException.class, () -> host.files().seek(-1, 0, Fcntl.SEEK_SET));
        assertEquals(Errno.EBADF, thrown.errno());
        thrown = assertThrows(ErrnoException.class, () -> host.mappings().unmap(1, 4096));
        assertEquals(Errno.EINVAL, thrown.errno());
    }
}
