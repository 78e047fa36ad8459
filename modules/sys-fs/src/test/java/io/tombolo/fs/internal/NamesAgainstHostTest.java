package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostPaths;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sequences of calls on names, made by a guest in one directory and by the host's kernel in another, agree. */
class NamesAgainstHostTest {
    private static final int STEPS = 2500;
    private static final String[] NAMES = {
        "a",
        "b",
        "c",
        "d",
        "a/b",
        "a/c",
        "b/a",
        "c/d",
        "a/b/c",
        "b/c/d",
        "a/",
        "b/",
        "a/.",
        "a/..",
        "./a",
        "b/../c",
        "a/b/",
        "a/b/..",
        ".",
        "..",
        "c/.",
        "x/y",
        "a//b",
        "d/../a/b"
    };
    private static final String[] TARGETS = {"a", "b", "c", "a/b", "../a", "../c/d", "d/", "nowhere", ".", "b/../a"};
    private static final int[] OPEN_FLAGS = {
        Fcntl.O_RDONLY,
        Fcntl.O_WRONLY,
        Fcntl.O_RDWR | Fcntl.O_CREAT,
        Fcntl.O_WRONLY | Fcntl.O_CREAT | Fcntl.O_EXCL,
        Fcntl.O_WRONLY | Fcntl.O_CREAT | Fcntl.O_TRUNC,
        Fcntl.O_RDONLY | Fcntl.O_DIRECTORY,
        Fcntl.O_RDONLY | Fcntl.O_NOFOLLOW,
        Fcntl.O_RDONLY | Fcntl.O_NOFOLLOW | Fcntl.O_DIRECTORY,
        Fcntl.O_PATH,
        Fcntl.O_PATH | Fcntl.O_NOFOLLOW,
        Fcntl.O_PATH | Fcntl.O_DIRECTORY,
        Fcntl.O_RDWR | Fcntl.O_TMPFILE,
        Fcntl.O_RDONLY | Fcntl.O_CREAT | Fcntl.O_NOFOLLOW,
        Fcntl.O_WRONLY | Fcntl.O_APPEND,
    };

    @TempDir
    Path directory;

    /** One side of the comparison: paths are relative to a directory of its own. */
    private interface Side {
        long path(String path);

        long secondPath(String path);

        long call(String name, int number, long... arguments);

        int flags(int canonical);

        /** Mode, links and size of what was asked for last. */
        String attributes(long buffer);

        long buffer();
    }

    private static final class GuestSide implements Side {
        private final TestGuest guest;

        GuestSide(TestGuest guest) {
            this.guest = guest;
        }

        @Override
        public long path(String path) {
            return guest.path(path);
        }

        @Override
        public long secondPath(String path) {
            return guest.secondPath(path);
        }

        @Override
        public long call(String name, int number, long... arguments) {
            return guest.call(name, arguments);
        }

        @Override
        public int flags(int canonical) {
            return Fcntl.openFlagsToGuest(Architecture.AARCH64, canonical);
        }

        @Override
        public String attributes(long buffer) {
            return Integer.toOctalString(guest.task.guest().getInt(buffer + 16)) + " "
                    + guest.task.guest().getInt(buffer + 20);
        }

        @Override
        public long buffer() {
            return TestGuest.BUFFER;
        }
    }

    private static final class HostSide implements Side {
        private final HostCalls calls = Host.system().calls();
        private final NativeBuffer memory = NativeBuffer.allocate(4096 * 4);
        private final int directory;

        HostSide(Path at) {
            byte[] path = HostPaths.bytes(at.toString());
            directory = Host.system().paths().open(Fcntl.AT_FDCWD, path, Fcntl.O_PATH, 0);
        }

        @Override
        public long path(String path) {
            return put(0, path);
        }

        @Override
        public long secondPath(String path) {
            return put(4096, path);
        }

        private long put(int offset, String text) {
            memory.bytes().put(offset, HostPaths.bytes(text + "\0"));
            return memory.address() + offset;
        }

        @Override
        public long call(String name, int number, long... arguments) {
            long[] a = java.util.Arrays.copyOf(arguments, 6);
            for (int index = 0; index < arguments.length; index++) {
                if (a[index] == Fcntl.AT_FDCWD) {
                    a[index] = directory;
                }
            }
            return calls.call(number, a[0], a[1], a[2], a[3], a[4], a[5]);
        }

        void close() {
            Host.system().files().close(directory);
        }

        @Override
        public int flags(int canonical) {
            return canonical;
        }

        @Override
        public String attributes(long buffer) {
            int offset = (int) (buffer - memory.address());
            return Integer.toOctalString(memory.bytes().getInt(offset + 24)) + " "
                    + memory.bytes().getLong(offset + 16);
        }

        @Override
        public long buffer() {
            return memory.address() + 8192;
        }
    }

    /** What both sides are to do; chosen once so that they do the same. */
    private record Step(int operation, String name, String other, int flags, int mode) {
        static Step random(Random random) {
            return new Step(
                    random.nextInt(13),
                    NAMES[random.nextInt(NAMES.length)],
                    NAMES[random.nextInt(NAMES.length)],
                    random.nextInt(1000),
                    0700 | random.nextInt(0100));
        }

        private static String outcome(long result) {
            return result >= 0 ? "ok" : Errno.of((int) -result).name();
        }

        String run(Side side) {
            int at = Fcntl.AT_FDCWD;
            return switch (operation) {
                case 0, 1 ->
                    "mkdir " + outcome(side.call("mkdirat", SyscallNumbers.MKDIRAT, at, side.path(name), mode));
                case 2 ->
                    "rmdir " + outcome(side.call("unlinkat", SyscallNumbers.UNLINKAT, at, side.path(name), 0x200));
                case 3 -> "unlink " + outcome(side.call("unlinkat", SyscallNumbers.UNLINKAT, at, side.path(name), 0));
                case 4 -> {
                    int how = new int[] {0, 0, Fcntl.RENAME_NOREPLACE, Fcntl.RENAME_EXCHANGE}[flags % 4];
                    yield "rename " + how + " "
                            + outcome(side.call(
                                    "renameat2",
                                    SyscallNumbers.RENAMEAT2,
                                    at,
                                    side.path(name),
                                    at,
                                    side.secondPath(other),
                                    how));
                }
                case 5 -> {
                    int how = flags % 2 == 0 ? 0 : Fcntl.AT_SYMLINK_FOLLOW;
                    yield "link " + how + " "
                            + outcome(side.call(
                                    "linkat",
                                    SyscallNumbers.LINKAT,
                                    at,
                                    side.path(name),
                                    at,
                                    side.secondPath(other),
                                    how));
                }
                case 6 -> {
                    String target = TARGETS[flags % TARGETS.length];
                    yield "symlink " + target + " "
                            + outcome(side.call(
                                    "symlinkat",
                                    SyscallNumbers.SYMLINKAT,
                                    side.path(target),
                                    at,
                                    side.secondPath(name)));
                }
                case 7, 8, 9 -> open(side, at);
                case 10 -> {
                    int how = flags % 2 == 0 ? 0 : Fcntl.AT_SYMLINK_NOFOLLOW;
                    long result =
                            side.call("newfstatat", SyscallNumbers.NEWFSTATAT, at, side.path(name), side.buffer(), how);
                    yield "stat " + how + " " + outcome(result) + (result == 0 ? side.attributes(side.buffer()) : "");
                }
                case 11 ->
                    "readlink "
                            + side.call(
                                    "readlinkat", SyscallNumbers.READLINKAT, at, side.path(name), side.buffer(), 100);
                default ->
                    "chmod " + outcome(side.call("fchmodat", SyscallNumbers.FCHMODAT, at, side.path(name), mode));
            };
        }

        private String open(Side side, int at) {
            int canonical = OPEN_FLAGS[flags % OPEN_FLAGS.length];
            long result = side.call("openat", SyscallNumbers.OPENAT, at, side.path(name), side.flags(canonical), mode);
            String text = "open " + Integer.toOctalString(canonical) + " " + outcome(result);
            if (result >= 0) {
                side.call("fstat", SyscallNumbers.FSTAT, result, side.buffer());
                text += " " + side.attributes(side.buffer());
                side.call("close", SyscallNumbers.CLOSE, result);
            }
            return text;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomSequencesAgree(long seed) throws Exception {
        Path mine = Files.createDirectories(directory.resolve("guest/in"));
        Path theirs = Files.createDirectories(directory.resolve("host/in"));
        Random random = new Random(seed);
        // The JVM opens files of its own when classes are first used.
        TestGuest.onHost().close();
        int before = openDescriptors();
        try (TestGuest guest = TestGuest.onHost()) {
            assertEquals(0, guest.call("chdir", guest.path(mine.toString())));
            Side guestSide = new GuestSide(guest);
            HostSide hostSide = new HostSide(theirs);
            guest.call("umask", 0);
            hostSide.call("umask", SyscallNumbers.UMASK, 0);
            for (int number = 0; number < STEPS; number++) {
                Step step = Step.random(random);
                assertEquals(
                        step.run(hostSide), step.run(guestSide), "seed " + seed + ", step " + number + ": " + step);
                hostSide.call("umask", SyscallNumbers.UMASK, 0);
            }
            hostSide.close();
        }
        assertEquals(before, openDescriptors(), "host descriptors are left over");
    }

    private static int openDescriptors() {
        return java.util.Objects.requireNonNull(new java.io.File("/proc/self/fd").list()).length;
    }

    @Test
    void theMaskOfTheGuestTaskApplies() throws Exception {
        try (TestGuest guest = TestGuest.onHost()) {
            assertEquals(022, guest.call("umask", 077));
            assertEquals(0, guest.call("mkdirat", Fcntl.AT_FDCWD, guest.path(directory + "/dir"), 0777));
            assertEquals(077, guest.call("umask", 0));
            assertEquals(0, guest.call("mkdirat", Fcntl.AT_FDCWD, guest.path(directory + "/open"), 0777));
            assertEquals("rwx------", permissions("dir"));
            assertEquals("rwxrwxrwx", permissions("open"));
        }
    }

    private String permissions(String name) throws Exception {
        return java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(name)));
    }
}
