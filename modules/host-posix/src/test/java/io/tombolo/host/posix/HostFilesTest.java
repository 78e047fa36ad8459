package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {
    @TempDir
    Path directory;

    private final Host host = Host.system();

    private int open(Path path, int flags) {
        return host.paths().open(Fcntl.AT_FDCWD, HostPaths.bytes(path.toString()), flags | Fcntl.O_CLOEXEC, 0644);
    }

    @Test
    void whatIsWrittenIsReadBackByTheClassLibrary() throws IOException {
        Path path = directory.resolve("f");
        int file = open(path, Fcntl.O_RDWR | Fcntl.O_CREAT | Fcntl.O_EXCL);
        NativeBuffer buffer = NativeBuffer.allocate(16);
        buffer.bytes().put(0, "tombolo".getBytes());
        assertEquals(7, host.files().write(file, buffer.address(), 7));
        assertEquals(3, host.files().writeAt(file, buffer.address(), 3, 100));
        assertEquals(103, host.files().status(file).size());
        assertEquals(7, host.files().seek(file, 0, Fcntl.SEEK_CUR), "pwrite moves no offset");
        host.files().truncate(file, 7);
        assertEquals("tombolo", Files.readString(path));
        host.files().close(file);
        assertEquals(Errno.EBADF.result(), host.files().rawRead(file, buffer.address(), 1));
    }

    @Test
    void errorsAreThoseOfTheHost() {
        ErrnoException thrown =
                assertThrows(ErrnoException.class, () -> open(directory.resolve("missing"), Fcntl.O_RDONLY));
        assertEquals(Errno.ENOENT, thrown.errno());
        byte[] tooLong = "x/".repeat(2048).getBytes();
        thrown = assertThrows(ErrnoException.class, () -> host.paths().open(Fcntl.AT_FDCWD, tooLong, 0, 0));
        assertEquals(Errno.ENAMETOOLONG, thrown.errno());
    }

    @Test
    void aMemoryFileIsMappedAndWrittenThrough() {
        int file = host.mappings().createMemoryFile("test", Mman.MFD_CLOEXEC);
        int page = host.mappings().pageSize();
        host.files().truncate(file, page);
        long address = host.mappings().map(0, page, Mman.PROT_READ | Mman.PROT_WRITE, Mman.MAP_SHARED, file, 0);
        NativeMemory.putLong(address + 8, 0x1122334455667788L);
        NativeBuffer buffer = NativeBuffer.allocate(8);
        assertEquals(8, host.files().readAt(file, buffer.address(), 8, 8));
        assertEquals(0x1122334455667788L, buffer.bytes().getLong(0));
        host.mappings().unmap(address, page);
        host.files().close(file);
    }

    @Test
    void aWaiterIsWokenFromAnotherThread() throws InterruptedException {
        try (HostWaiter waiter = host.newWaiter()) {
            long start = System.nanoTime();
            assertEquals(HostWaiter.Result.TIMEOUT, waiter.await(-1, 0, start + 20_000_000));
            assertTrue(System.nanoTime() - start >= 20_000_000);
            waiter.wake();
            assertEquals(HostWaiter.Result.WOKEN, waiter.await(-1, 0, HostPolling.NO_DEADLINE));
            Thread waker = new Thread(waiter::wake);
            waker.start();
            assertEquals(HostWaiter.Result.WOKEN, waiter.await(-1, 0, HostPolling.NO_DEADLINE));
            waker.join();
        }
    }
}
