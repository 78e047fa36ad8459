package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /proc} shows this kernel's processes and nothing of the host's; its magic links lead where they should. */
class ProcFileSystemTest {
    @TempDir
    Path root;

    private TestGuest guest;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(root.resolve("note"), "text");
        Files.createDirectory(root.resolve("dir"));
        guest = TestGuest.inRoot(root);
    }

    @AfterEach
    void close() {
        guest.close();
    }

    private List<String> list(String path) {
        long directory = guest.open(path, Fcntl.Aarch64.O_DIRECTORY);
        assertTrue(directory >= 0, path + " answered " + directory);
        List<String> names = new ArrayList<>();
        long length = guest.call("getdents64", directory, TestGuest.BUFFER, 512);
        while (length > 0) {
            for (long at = 0; at < length; ) {
                names.add(guest.task.guest().readString(TestGuest.BUFFER + at + 19, 255));
                at += Short.toUnsignedInt(guest.task.guest().getShort(TestGuest.BUFFER + at + 16));
            }
            length = guest.call("getdents64", directory, TestGuest.BUFFER, 512);
        }
        guest.call("close", directory);
        return names;
    }

    @Test
    void onlyTheGuestsProcessesAreThere() {
        Task other = guest.otherProcess(new io.tombolo.core.FileTable());
        List<String> numbers =
                list("/proc").stream().filter(name -> name.matches("[0-9]+")).toList();
        assertEquals(
                List.of(
                        Integer.toString(guest.task.process().pid()),
                        Integer.toString(other.process().pid())),
                numbers);
        assertEquals(
                Errno.ENOENT.result(),
                guest.open("/proc/" + ProcessHandle.current().pid() + "000", 0));
    }

    @Test
    void selfIsWhoAsks() {
        String pid = Integer.toString(guest.task.process().pid());
        assertEquals(pid, guest.readlink("/proc/self"));
        assertEquals(pid + "/task/" + guest.task.tid(), guest.readlink("/proc/thread-self"));
        assertTrue(guest.contents("/proc/self/../self/comm").endsWith("\n"));
        assertTrue(list("/proc/self/task").contains(pid));
        assertTrue(list("/proc/sys/kernel/random/../../vm").contains("overcommit_memory"));
    }

    @Test
    void descriptorsAreMagicLinks() {
        long file = guest.open("/note", 0);
        String name = "/proc/self/fd/" + file;
        assertEquals("/note", guest.readlink(name));
        assertEquals("te", guest.read(file, 2));
        assertEquals("text", guest.contents(name), "opening the link gives an offset of its own");
        assertEquals(0, guest.call("unlinkat", TestGuest.AT_FDCWD, guest.path("/note"), 0));
        assertEquals("/note (deleted)", guest.readlink(name));
        assertEquals("text", guest.contents(name), "a removed file can still be opened through its descriptor");
        long directory = guest.open("/dir", 0);
        assertEquals("/dir", guest.readlink("/proc/self/fd/" + directory));
        assertTrue(guest.open("/proc/self/fd/" + directory + "/new", Fcntl.O_CREAT | Fcntl.O_WRONLY) >= 0);
        assertTrue(Files.exists(root.resolve("dir/new")));
        assertTrue(list("/proc/self/fd").contains(Long.toString(file)));
        assertTrue(guest.contents("/proc/self/fdinfo/" + file).startsWith("pos:\t2\n"));
        guest.call("close", file);
        assertEquals(Errno.ENOENT.result(), guest.open(name, 0));
    }

    @Test
    void pipesAreOpenedAgainThroughTheirLink() {
        assertEquals(0, guest.call("pipe2", TestGuest.BUFFER, 0));
        int reader = guest.task.guest().getInt(TestGuest.BUFFER);
        int writer = guest.task.guest().getInt(TestGuest.BUFFER + 4);
        assertTrue(guest.readlink("/proc/self/fd/" + reader).matches("pipe:\\[[0-9]+]"));
        long again = guest.open("/proc/self/fd/" + writer, Fcntl.O_WRONLY);
        assertTrue(again >= 0, "opening the pipe's link answered " + again);
        guest.write(again, "through");
        assertEquals("through", guest.read(reader, 100));
        assertEquals("/proc/self/fd", guest.readlink("/dev/fd"));
    }

    @Test
    void theRootIsTheGuestsRoot() {
        assertEquals("/", guest.readlink("/proc/self/root"));
        assertEquals("/", guest.readlink("/proc/self/cwd"));
        assertEquals("text", guest.contents("/proc/self/root/../note"));
        assertEquals("text", guest.contents("/proc/self/cwd/../../note"));
        assertEquals(Errno.ENOENT.result(), guest.open("/proc/self/root" + root, 0));
    }

    @Test
    void nothingCanBeMadeOrRemovedThere() {
        assertEquals(Errno.ENOENT.result(), guest.open("/proc/new", Fcntl.O_CREAT | Fcntl.O_WRONLY));
        assertEquals(
                Errno.ENOENT.result(), guest.call("mkdirat", TestGuest.AT_FDCWD, guest.path("/proc/self/x"), 0755));
        assertEquals(Errno.EPERM.result(), guest.call("unlinkat", TestGuest.AT_FDCWD, guest.path("/proc/version"), 0));
        assertEquals(Errno.EBUSY.result(), guest.call("unlinkat", TestGuest.AT_FDCWD, guest.path("/proc"), 0x200));
        assertEquals(Errno.EACCES.result(), guest.open("/proc/version", Fcntl.O_WRONLY));
    }

    @Test
    void textsParse() {
        assertTrue(guest.contents("/proc/meminfo").matches("(?s)MemTotal: +[1-9][0-9]* kB\nMemFree: .*"));
        assertTrue(guest.contents("/proc/cpuinfo").startsWith("processor\t: 0\n"));
        assertTrue(guest.contents("/proc/uptime").matches("[0-9]+\\.[0-9]{2} [0-9]+\\.[0-9]{2}\n"));
        assertTrue(guest.contents("/proc/loadavg").matches("([0-9]+\\.[0-9]{2} ){3}[0-9]+/[0-9]+ [0-9]+\n"));
        assertTrue(guest.contents("/proc/version").startsWith("Linux version "));
        assertTrue(guest.contents("/proc/self/mounts").contains("proc /proc proc rw"));
        assertTrue(guest.contents("/proc/self/limits").contains("Max open files            1024 "));
        assertEquals("0\n", guest.contents("/proc/self/oom_score_adj"));
        assertEquals("4194304\n", guest.contents("/proc/sys/kernel/pid_max"));
        assertFalse(
                guest.contents("/proc/sys/kernel/random/uuid").equals(guest.contents("/proc/sys/kernel/random/uuid")));
    }

    @Test
    void whatCanBeWrittenIsKept() {
        long comm = guest.open("/proc/self/comm", Fcntl.O_RDWR);
        guest.write(comm, "renamed\n");
        assertEquals("renamed", guest.task.name());
        long adjustment = guest.open("/proc/self/oom_score_adj", Fcntl.O_RDWR);
        assertEquals(Errno.EINVAL.result(), guest.write(adjustment, "much"));
        assertEquals(4, guest.write(adjustment, "-500"));
        assertEquals("-500\n", guest.contents("/proc/self/oom_score_adj"));
    }

    @Test
    void devicesAreThereAndThoseOfTheHostAreNot() throws IOException {
        assertEquals("", guest.contents("/dev/null"));
        long zero = guest.open("/dev/zero", 0);
        assertEquals("\0\0\0", guest.read(zero, 3));
        assertEquals(Errno.ENOSPC.result(), guest.write(guest.open("/dev/full", Fcntl.O_WRONLY), "x"));
        assertEquals(16, guest.call("read", guest.open("/dev/urandom", 0), TestGuest.BUFFER, 16));
        assertEquals(Errno.ENXIO.result(), guest.open("/dev/tty", Fcntl.O_RDWR), "there is no terminal");
        assertEquals(Errno.ENOENT.result(), guest.open("/dev/kmsg", 0));
        assertTrue(guest.open("/dev/shm/shared", Fcntl.O_CREAT | Fcntl.O_RDWR) >= 0);
        assertEquals(
                List.of(".", "..", "shared"), list("/dev/shm").stream().sorted().toList());
        assertTrue(list("/dev").containsAll(List.of("null", "tty", "ptmx", "pts", "shm", "fd", "stdin")));
        assertEquals(
                Errno.EPERM.result(), guest.call("mknodat", TestGuest.AT_FDCWD, guest.path("/disk"), 0060644, 0x800));
    }
}
