package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents of regular files: what is written is there, at the right place, and offsets are shared as Linux shares them. */
class FileContentTest {
    @TempDir
    Path directory;

    private TestGuest guest;
    private String path;

    @BeforeEach
    void start() {
        guest = TestGuest.onHost();
        path = directory.resolve("file").toString();
    }

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void whatIsWrittenAcrossPagesIsThere() throws IOException {
        byte[] content = new byte[300_001];
        new Random(7).nextBytes(content);
        guest.task.guest().copyOut(TestGuest.BUFFER + 3, content, 0, content.length);
        long file = guest.open(path, Fcntl.O_RDWR | Fcntl.O_CREAT);
        assertEquals(content.length, guest.call("write", file, TestGuest.BUFFER + 3, content.length));
        assertArrayEquals(content, Files.readAllBytes(directory.resolve("file")));
        long target = TestGuest.BUFFER + 400_000;
        assertEquals(content.length, guest.call("pread64", file, target, 400_000, 0));
        byte[] read = new byte[content.length];
        guest.task.guest().copyIn(target, read, 0, read.length);
        assertArrayEquals(content, read);
    }

    @Test
    void aVectorIsOneTransfer() {
        long file = guest.open(path, Fcntl.O_RDWR | Fcntl.O_CREAT);
        guest.write(file, "onetwothree");
        long vector = TestGuest.BUFFER + 8192;
        guest.task.guest().putLong(vector, TestGuest.BUFFER + 6);
        guest.task.guest().putLong(vector + 8, 5);
        guest.task.guest().putLong(vector + 16, TestGuest.BUFFER);
        guest.task.guest().putLong(vector + 24, 3);
        assertEquals(8, guest.call("pwritev", file, vector, 2, 20));
        assertEquals(28, guest.call("lseek", file, 0, Fcntl.SEEK_END));
        assertEquals(8, guest.call("pread64", file, TestGuest.BUFFER + 100, 8, 20));
        assertEquals("threeone", guest.text(TestGuest.BUFFER + 100, 8));
        assertEquals(Errno.EINVAL.result(), guest.call("readv", file, vector, 1025));
    }

    @Test
    void aFaultInTheMiddleGivesTheCountBeforeIt() throws IOException {
        Files.write(directory.resolve("file"), new byte[10_000]);
        long file = guest.open(path, Fcntl.O_RDONLY);
        assertEquals(1000, guest.call("read", file, FlatMemory.READ_ONLY - 1000, 4000));
        assertEquals(Errno.EFAULT.result(), guest.call("read", file, FlatMemory.READ_ONLY, 4000));
        assertEquals(1000, guest.call("lseek", file, 0, Fcntl.SEEK_CUR), "a fault moves the offset as far as it got");
    }

    @Test
    void duplicatesAndForksShareTheOffset() {
        long file = guest.open(path, Fcntl.O_RDWR | Fcntl.O_CREAT);
        guest.write(file, "abcdef");
        long duplicate = guest.call("dup", file);
        assertEquals(0, guest.call("lseek", duplicate, 0, Fcntl.SEEK_SET));
        assertEquals("abc", guest.read(file, 3));
        Task child = guest.otherProcess(guest.task.files().fork());
        assertEquals(3, guest.call(child, "read", duplicate, TestGuest.BUFFER, 10));
        assertEquals("", guest.read(file, 10));
        child.files().release();
    }

    @Test
    void openFlagsAreTheGuestsOwn() throws IOException {
        long top = guest.open(directory.toString(), 040000);
        assertTrue(top >= 0, "AArch64's O_DIRECTORY answered " + top);
        Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
        assertEquals(Errno.ELOOP.result(), guest.open(directory + "/link", 0100000), "AArch64's O_NOFOLLOW");
        long file = guest.open(path, Fcntl.O_RDWR | Fcntl.O_CREAT | Fcntl.O_APPEND);
        assertEquals(
                Fcntl.O_RDWR | Fcntl.O_APPEND | Fcntl.Aarch64.O_LARGEFILE, guest.call("fcntl", file, Fcntl.F_GETFL, 0));
        assertEquals(Errno.EBADF.result(), guest.call("read", guest.open(path, Fcntl.O_WRONLY), TestGuest.BUFFER, 1));
        assertEquals(Errno.EBADF.result(), guest.call("write", guest.open(path, 0), TestGuest.BUFFER, 1));
        assertEquals(Errno.EBADF.result(), guest.call("read", guest.open(path, Fcntl.O_PATH), TestGuest.BUFFER, 1));
        assertEquals(Errno.EISDIR.result(), guest.call("read", top, TestGuest.BUFFER, 1));
    }

    @Test
    void appendingIsTheHostsToo() throws IOException {
        long file = guest.open(path, Fcntl.O_WRONLY | Fcntl.O_CREAT);
        guest.write(file, "one");
        guest.call("fcntl", file, Fcntl.F_SETFL, Fcntl.O_APPEND);
        guest.call("lseek", file, 0, Fcntl.SEEK_SET);
        guest.write(file, "two");
        assertEquals("onetwo", Files.readString(directory.resolve("file")));
    }

    @Test
    void aDirectoryIsListedAsTheHostListsIt() throws IOException {
        for (int number = 0; number < 700; number++) {
            Files.createFile(directory.resolve("entry-with-a-long-name-" + number));
        }
        long top = guest.open(directory.toString(), Fcntl.Aarch64.O_DIRECTORY);
        java.util.Set<String> names = new java.util.TreeSet<>();
        long length = guest.call("getdents64", top, TestGuest.BUFFER, 4096);
        while (length > 0) {
            for (long at = 0; at < length; ) {
                long entry = TestGuest.BUFFER + at;
                int size = Short.toUnsignedInt(guest.task.guest().getShort(entry + 16));
                names.add(guest.task.guest().readString(entry + 19, 255));
                at += size;
            }
            length = guest.call("getdents64", top, TestGuest.BUFFER, 4096);
        }
        assertEquals(0, length);
        assertEquals(702, names.size(), "with . and ..");
        assertEquals(Errno.EINVAL.result(), guest.call("getdents64", guest.open("/", 0), TestGuest.BUFFER, 10));
        assertEquals(
                Errno.ENOTDIR.result(), guest.call("getdents64", guest.open("/proc/meminfo", 0), TestGuest.BUFFER, 99));
    }

    @Test
    void memoryFilesAndCopiesWork() {
        long memory = guest.call("memfd_create", guest.path("note"), 0);
        guest.write(memory, "in memory");
        assertTrue(guest.readlink("/proc/self/fd/" + memory).startsWith("/memfd:note"));
        long file = guest.open(path, Fcntl.O_RDWR | Fcntl.O_CREAT);
        guest.task.guest().putLong(TestGuest.BUFFER, 3);
        assertEquals(6, guest.call("sendfile", file, memory, TestGuest.BUFFER, 100));
        assertEquals(9, guest.task.guest().getLong(TestGuest.BUFFER));
        guest.call("lseek", file, 0, Fcntl.SEEK_SET);
        assertEquals("memory", guest.read(file, 100));
    }
}
