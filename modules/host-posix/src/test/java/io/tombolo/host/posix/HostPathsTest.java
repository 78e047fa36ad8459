package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class HostPathsTest {
    private final Host host = Host.system();
    private final HostPaths paths = host.paths();

    @TempDir
    Path root;

    private int directory;

    @BeforeEach
    void openRoot() {
        directory = paths.open(
                Fcntl.AT_FDCWD,
                HostPaths.bytes(root.toString()),
                Fcntl.O_RDONLY | Fcntl.O_DIRECTORY | Fcntl.O_CLOEXEC,
                0);
    }

    @AfterEach
    void closeRoot() {
        host.files().close(directory);
    }

    private static byte[] name(String name) {
        return HostPaths.bytes(name);
    }

    private static void assertErrno(Errno expected, Executable call) {
        assertEquals(expected, assertThrows(ErrnoException.class, call).errno());
    }

    @Test
    void namesAreMadeLinkedRenamedAndRemoved() throws IOException {
        paths.makeDirectory(directory, name("d"), 0755);
        paths.symbolicLink(name("d"), directory, name("s"));
        assertArrayEquals(name("d"), paths.readLink(directory, name("s")));
        assertEquals(Path.of("d"), Files.readSymbolicLink(root.resolve("s")));
        Files.writeString(root.resolve("f"), "x");
        paths.link(directory, name("f"), directory, name("s/g"), 0);
        assertEquals(2, paths.status(directory, name("d/g"), 0).linkCount());
        paths.rename(directory, name("f"), directory, name("h"), Fcntl.RENAME_NOREPLACE);
        assertErrno(
                Errno.EEXIST, () -> paths.rename(directory, name("h"), directory, name("d"), Fcntl.RENAME_NOREPLACE));
        paths.unlink(directory, name("d/g"), 0);
        assertErrno(Errno.EISDIR, () -> paths.unlink(directory, name("d"), 0));
        paths.unlink(directory, name("d"), Fcntl.AT_REMOVEDIR);
        assertFalse(Files.exists(root.resolve("d")));
        paths.makeNode(directory, name("fifo"), StatMode.S_IFIFO | 0600, 0);
        assertTrue(paths.status(directory, name("fifo"), 0).isType(StatMode.S_IFIFO));
    }

    @Test
    void aLinkIsFollowedOrNotAsAsked() {
        paths.symbolicLink(name("nowhere"), directory, name("s"));
        assertErrno(Errno.ENOENT, () -> paths.status(directory, name("s"), 0));
        assertTrue(paths.status(directory, name("s"), Fcntl.AT_SYMLINK_NOFOLLOW).isType(StatMode.S_IFLNK));
        assertErrno(Errno.EINVAL, () -> paths.readLink(directory, name(".")));
    }

    @Test
    void modesTimesAndOwnersAreSet() throws IOException {
        Files.writeString(root.resolve("f"), "x");
        paths.setMode(directory, name("f"), 0640);
        paths.setTimes(directory, name("f"), new Timestamp(5, 6), new Timestamp(7, 8), 0);
        FileStatus status = paths.status(directory, name("f"), 0);
        assertEquals(StatMode.S_IFREG | 0640, status.mode());
        assertEquals(new Timestamp(5, 6), status.accessed());
        assertEquals(new Timestamp(7, 8), status.modified());
        int file = paths.open(directory, name("f"), Fcntl.O_RDONLY | Fcntl.O_CLOEXEC, 0);
        paths.setTimes(file, new Timestamp(0, Fcntl.UTIME_OMIT), new Timestamp(9, 0));
        host.files().setMode(file, 0600);
        host.files().setOwner(file, -1, -1);
        status = host.files().status(file);
        host.files().close(file);
        assertEquals(new Timestamp(5, 6), status.accessed());
        assertEquals(new Timestamp(9, 0), status.modified());
        paths.setOwner(directory, name("f"), status.userId(), status.groupId(), Fcntl.AT_SYMLINK_NOFOLLOW);
        paths.checkAccess(directory, name("f"), 4, 0);
        paths.checkAccess(directory, name("f"), 4, Fcntl.AT_EACCESS);
        assertErrno(Errno.ENOENT, () -> paths.checkAccess(directory, name("g"), 4, Fcntl.AT_EACCESS));
    }

    @Test
    void aWalkStaysBeneathItsDirectory() throws IOException {
        Files.writeString(root.resolve("f"), "x");
        int file =
                paths.openResolving(directory, name("f"), Fcntl.O_RDONLY | Fcntl.O_CLOEXEC, 0, Fcntl.RESOLVE_BENEATH);
        host.files().close(file);
        assertErrno(
                Errno.EXDEV,
                () -> paths.openResolving(directory, name("../x"), Fcntl.O_RDONLY, 0, Fcntl.RESOLVE_BENEATH));
    }

    @Test
    void entriesAreAllThereWithTheirTypes() throws IOException {
        Set<String> expected = new TreeSet<>(Set.of(".", "..", "sub"));
        Files.createDirectory(root.resolve("sub"));
        for (int i = 0; i < 2000; i++) {
            String name = "file-with-a-long-name-" + i;
            Files.createFile(root.resolve(name));
            expected.add(name);
        }
        Set<String> found = new TreeSet<>();
        DirectoryEntries entries = paths.entries(directory);
        while (entries.advance()) {
            String name = new String(entries.name(), StandardCharsets.UTF_8);
            assertTrue(found.add(name), name + " came twice");
            if (name.startsWith("file")) {
                assertEquals(StatMode.S_IFREG >> 12, entries.type(), name);
            } else if (name.equals("sub")) {
                assertEquals(Files.getAttribute(root.resolve("sub"), "unix:ino"), entries.inode());
            }
        }
        assertEquals(expected, found);
        assertFalse(entries.advance(), "the end stays the end");
    }

    @Test
    void aDirectoryIsReadOnFromAnOffset() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.createFile(root.resolve("f" + i));
        }
        DirectoryEntries all = paths.entries(directory);
        all.advance();
        all.advance();
        long offset = all.offset();
        all.advance();
        byte[] third = all.name();
        host.files().seek(directory, offset, Fcntl.SEEK_SET);
        DirectoryEntries rest = paths.entries(directory);
        assertTrue(rest.advance());
        assertArrayEquals(third, rest.name());
    }

    @Test
    void aPathIsRefusedThatTheHostWouldNotSeeWhole() {
        assertErrno(Errno.ENAMETOOLONG, () -> paths.status(directory, name("x/".repeat(2048)), 0));
        assertErrno(Errno.EINVAL, () -> paths.status(directory, new byte[] {'.', 0, 'x'}, 0));
        assertErrno(Errno.ENOENT, () -> paths.status(directory, name("x/".repeat(2047)), 0));
    }

    @Test
    void extendedAttributesComeBack() throws IOException {
        Files.writeString(root.resolve("f"), "x");
        int file = paths.open(directory, name("f"), Fcntl.O_RDWR | Fcntl.O_CLOEXEC, 0);
        HostAttributes attributes = host.attributes();
        byte[] path = name(root.resolve("f").toString());
        NativeBuffer buffer = NativeBuffer.allocate(64);
        buffer.bytes().putLong(0, 42);
        assertEquals(0, attributes.rawSet(file, name("user.a"), buffer.address(), 8, 0));
        assertEquals(
                Errno.EEXIST.result(), attributes.rawSet(path, name("user.a"), buffer.address(), 8, 1), "XATTR_CREATE");
        assertEquals(8, attributes.rawGet(path, name("user.a"), buffer.address() + 8, 56));
        assertEquals(42, buffer.bytes().getLong(8));
        assertTrue(attributes.rawList(file, 0, 0) >= "user.a".length() + 1);
        assertEquals(0, attributes.rawRemove(path, name("user.a")));
        assertEquals(Errno.ENODATA.result(), attributes.rawGet(file, name("user.a"), 0, 0));
        host.files().close(file);
    }
}
