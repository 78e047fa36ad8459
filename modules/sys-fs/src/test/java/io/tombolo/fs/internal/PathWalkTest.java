package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.KernelOptions;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a root of its own a guest reaches nothing outside it, whatever path it takes. */
class PathWalkTest {
    @TempDir
    Path directory;

    private Path root;
    private TestGuest guest;

    @BeforeEach
    void makeTree() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createDirectories(root.resolve("a/b/c"));
        Files.writeString(root.resolve("a/b/file"), "inside");
        Files.writeString(root.resolve("secret"), "decoy");
        guest = TestGuest.inRoot(root);
    }

    @AfterEach
    void close() {
        guest.close();
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }

    private static long error(Errno errno) {
        return errno.result();
    }

    @Test
    void dotDotStopsAtTheRoot() {
        assertEquals("decoy", guest.contents("/../secret"));
        assertEquals("decoy", guest.contents("../../../secret"));
        assertEquals("decoy", guest.contents("/a/../../secret"));
    }

    @Test
    void absoluteLinksLeadIntoTheGuestsRoot() throws IOException {
        link("absolute", "/secret");
        link("outside", directory.resolve("secret").toString());
        assertEquals("decoy", guest.contents("/absolute"));
        assertEquals(error(Errno.ENOENT), guest.open("/outside", 0));
    }

    @Test
    void relativeLinksCannotClimbOut() throws IOException {
        link("up", "../../../../../../../../../../../../secret");
        link("a/b/up", "../../../secret");
        assertEquals("decoy", guest.contents("/up"));
        assertEquals("decoy", guest.contents("/a/b/up"));
    }

    @Test
    void linksInTheMiddleAreFollowed() throws IOException {
        link("short", "a/b");
        link("chain", "short");
        assertEquals("inside", guest.contents("/chain/file"));
        assertEquals("inside", guest.contents("/chain/c/../file"));
        assertEquals("inside", guest.contents("chain/./file"));
        assertEquals("inside", guest.contents("//chain//file"));
    }

    @Test
    void aCircleOfLinksIsELOOP() throws IOException {
        link("one", "two");
        link("two", "one");
        assertEquals(error(Errno.ELOOP), guest.open("/one", 0));
        assertEquals(error(Errno.ELOOP), guest.open("/one/x", 0));
        assertEquals(
                error(Errno.ELOOP),
                guest.call("newfstatat", TestGuest.AT_FDCWD, guest.path("one"), TestGuest.BUFFER, 0));
    }

    @Test
    void fortyLinksAreFollowedAndNoMore() throws IOException {
        link("l40", "secret");
        for (int number = 39; number >= 0; number--) {
            link("l" + number, "l" + (number + 1));
        }
        assertEquals("decoy", guest.contents("/l1"), "40 links");
        assertEquals(error(Errno.ELOOP), guest.open("/l0", 0), "41 links");
    }

    @Test
    void namesAndPathsHaveLimits() {
        assertEquals(error(Errno.ENAMETOOLONG), guest.open("x".repeat(256), 0));
        assertEquals(error(Errno.ENAMETOOLONG), guest.open("/x".repeat(2048), 0));
        assertEquals(error(Errno.ENOENT), guest.open("/x".repeat(2047), 0));
        assertEquals(error(Errno.ENOENT), guest.open("", 0));
    }

    @Test
    void aFileIsNoDirectory() {
        assertEquals(error(Errno.ENOTDIR), guest.open("/secret/", 0));
        assertEquals(error(Errno.ENOTDIR), guest.open("/secret/x", 0));
        assertEquals(error(Errno.ENOTDIR), guest.open("/secret/..", 0));
        assertEquals(error(Errno.ENOTDIR), guest.open("/secret", Fcntl.Aarch64.O_DIRECTORY));
    }

    @Test
    void creatingFollowsDanglingLinksInsideTheRoot() throws IOException {
        link("dangling", "/a/made");
        assertTrue(guest.open("/dangling", Fcntl.O_CREAT | Fcntl.O_WRONLY) >= 0);
        assertTrue(Files.exists(root.resolve("a/made")), "the link's target should have been made in the root");
        assertEquals(error(Errno.EEXIST), guest.open("/dangling", Fcntl.O_CREAT | Fcntl.O_EXCL | Fcntl.O_WRONLY));
        assertEquals(error(Errno.ELOOP), guest.open("/dangling", Fcntl.Aarch64.O_NOFOLLOW));
    }

    @Test
    void openDirectoriesAreNoWayOut() {
        long top = guest.open("/", Fcntl.Aarch64.O_DIRECTORY);
        assertEquals(
                "decoy".length(),
                guest.call("read", guest.call("openat", top, guest.path("../secret"), 0, 0), TestGuest.BUFFER, 100));
        long inner = guest.open("/a/b", Fcntl.Aarch64.O_DIRECTORY);
        long file = guest.call("openat", inner, guest.path("../../../secret"), 0, 0);
        assertEquals("decoy", guest.read(file, 100));
    }

    @Test
    void aDirectoryMovedOutOfTheRootDoesNotTakeTheGuestWithIt() throws IOException {
        long inner = guest.open("/a/b", Fcntl.Aarch64.O_DIRECTORY);
        Files.move(root.resolve("a/b"), directory.resolve("moved"));
        assertEquals(error(Errno.ENOENT), guest.call("openat", inner, guest.path("../secret"), 0, 0));
    }

    @Test
    void bindsAreReachedAndLeftByTheirGuestPath() throws IOException {
        Path shared = directory.resolve("shared");
        Files.createDirectories(shared.resolve("inner"));
        Files.writeString(shared.resolve("note"), "bound");
        Files.createDirectory(root.resolve("mnt"));
        try (TestGuest bound = TestGuest.inRoot(root, new KernelOptions.Bind(shared, "/mnt", true))) {
            assertEquals("bound", bound.contents("/mnt/note"));
            assertEquals("decoy", bound.contents("/mnt/../secret"));
            assertEquals("decoy", bound.contents("/mnt/inner/../../secret"));
            assertEquals(error(Errno.EROFS), bound.open("/mnt/new", Fcntl.O_CREAT | Fcntl.O_WRONLY));
            assertEquals(error(Errno.EROFS), bound.open("/mnt/note", Fcntl.O_WRONLY));
            assertEquals(error(Errno.EROFS), bound.open("/mnt/new", Fcntl.O_CREAT));
            assertEquals(error(Errno.EEXIST), bound.open("/mnt/note", Fcntl.O_CREAT | Fcntl.O_EXCL));
            assertTrue(bound.open("/mnt/note", Fcntl.O_CREAT) >= 0, "what is there can be read");
            assertEquals(error(Errno.EROFS), bound.call("mkdirat", TestGuest.AT_FDCWD, bound.path("/mnt/x"), 0755));
            assertEquals(
                    error(Errno.EXDEV),
                    bound.call(
                            "renameat2",
                            TestGuest.AT_FDCWD,
                            bound.path("/mnt/note"),
                            TestGuest.AT_FDCWD,
                            bound.secondPath("/stolen"),
                            0));
        }
    }

    @Test
    void swappingADirectoryForALinkWhileWalkingLeadsNowhereElse() throws Exception {
        Files.createDirectories(directory.resolve("out/c"));
        Files.writeString(directory.resolve("out/c/file"), "secret");
        Files.createDirectories(root.resolve("x/c"));
        Files.writeString(root.resolve("x/c/file"), "inside");
        Path link = root.resolve("evil");
        Files.createSymbolicLink(link, directory.resolve("out"));
        AtomicBoolean stop = new AtomicBoolean();
        Thread swapper = Thread.ofPlatform().start(() -> {
            try {
                while (!stop.get()) {
                    Files.move(root.resolve("x"), root.resolve("kept"));
                    Files.move(link, root.resolve("x"));
                    Files.move(root.resolve("x"), link);
                    Files.move(root.resolve("kept"), root.resolve("x"));
                }
            } catch (IOException error) {
                throw new java.io.UncheckedIOException(error);
            }
        });
        try {
            for (int round = 0; round < 3000; round++) {
                long descriptor = guest.open(round % 2 == 0 ? "/x/c/file" : "/x/./c/file", 0);
                if (descriptor >= 0) {
                    assertEquals("inside", guest.read(descriptor, 100), "a file outside the root was read");
                    guest.call("close", descriptor);
                }
            }
        } finally {
            stop.set(true);
            swapper.join();
        }
    }

    @Test
    void theWorkingDirectoryIsToldAsTheGuestSeesIt() throws IOException {
        assertEquals(0, guest.call("chdir", guest.path("/a/b")));
        assertEquals("/a/b", cwd());
        Files.move(root.resolve("a"), root.resolve("renamed"));
        assertEquals("/renamed/b", cwd());
        assertEquals(0, guest.call("chdir", guest.path("..")));
        assertEquals("/renamed", cwd());
        Files.createDirectory(root.resolve("gone"));
        assertEquals(0, guest.call("chdir", guest.path("/gone")));
        Files.delete(root.resolve("gone"));
        assertEquals(error(Errno.ENOENT), guest.call("getcwd", TestGuest.BUFFER, 4096));
    }

    private String cwd() {
        int length = (int) guest.call("getcwd", TestGuest.BUFFER, 4096);
        assertTrue(length > 0, "getcwd answered " + length);
        return guest.text(TestGuest.BUFFER, length - 1);
    }
}
