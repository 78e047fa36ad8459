package io.tombolo.fs.internal.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedDirectoryTest {
    @TempDir
    Path parent;

    private final HostSystem host = new HostSystem(Host.system());

    private OwnedDirectory create() {
        return OwnedDirectory.create(host, parent.toString());
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        Path left = Files.createDirectories(parent.resolve("tombolo.1.0/shm"));
        Files.writeString(left.resolve("segment"), "of a guest that was killed");
        create().close();
        assertFalse(Files.exists(left.getParent()), "nobody holds its lock");
    }

    @Test
    void whatSomebodyLivesInStays() throws IOException {
        try (OwnedDirectory first = create()) {
            Path segment = Path.of(first.path()).resolve("segment");
            Files.writeString(segment, "in use");
            try (OwnedDirectory second = create()) {
                assertNotEquals(first.path(), second.path());
                assertEquals("in use", Files.readString(segment));
            }
        }
        assertEquals(0, parent.toFile().list().length, "each takes its own away");
    }

    @Test
    void whatHasAnotherNameStays() throws IOException {
        Path other = Files.createDirectory(parent.resolve("other"));
        Path file = Files.createFile(parent.resolve("tombolo.2.0"));
        Path link = Files.createSymbolicLink(parent.resolve("tombolo.3.0"), other);
        create().close();
        assertTrue(Files.exists(other) && Files.exists(file) && Files.isSymbolicLink(link));
    }
}
