package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** A guest's root shows {@code /sys} and the other mounts, also where the host's directory has no place for them. */
class SysFileSystemTest {
    @TempDir
    Path root;

    private TestGuest guest;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectory(root.resolve("dev"));
        guest = TestGuest.inRoot(root);
    }

    @AfterEach
    void close() {
        guest.close();
    }

    private List<String> read(long directory) {
        List<String> names = new ArrayList<>();
        long length = guest.call("getdents64", directory, TestGuest.BUFFER, 512);
        while (length > 0) {
            for (long at = 0; at < length; ) {
                names.add(guest.task.guest().readString(TestGuest.BUFFER + at + 19, 255));
                at += Short.toUnsignedInt(guest.task.guest().getShort(TestGuest.BUFFER + at + 16));
            }
            length = guest.call("getdents64", directory, TestGuest.BUFFER, 512);
        }
        return names.stream().sorted().toList();
    }

    @Test
    void processorsAreThoseOfTheMachine() {
        int count = Runtime.getRuntime().availableProcessors();
        String all = count == 1 ? "0\n" : "0-" + (count - 1) + "\n";
        assertEquals(all, guest.contents("/sys/devices/system/cpu/online"));
        assertEquals(all, guest.contents("/sys/devices/system/cpu/possible"));
        assertEquals("0\n", guest.contents("/sys/devices/system/cpu/cpu0/topology/core_cpus_list"));
        assertTrue(guest.contents("/sys/kernel/mm/transparent_hugepage/enabled").contains("[never]"));
    }

    @Test
    void cannotBeWritten() {
        assertEquals(Errno.EACCES.result(), guest.open("/sys/devices/system/cpu/online", Fcntl.O_WRONLY));
    }

    @Test
    void mountsAreListedOnceWhetherTheHostHasTheirDirectoriesOrNot() {
        long directory = guest.open("/", Fcntl.Aarch64.O_DIRECTORY);
        List<String> expected = List.of(".", "..", "dev", "proc", "sys");
        assertEquals(expected, read(directory));
        assertEquals(List.of(), read(directory), "after the end");
        assertEquals(0, guest.call("lseek", directory, 0, Fcntl.SEEK_SET));
        assertEquals(expected, read(directory), "from the beginning again");
    }
}
