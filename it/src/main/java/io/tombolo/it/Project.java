package io.tombolo.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where things are: the project, the image under test, the guests' root file system. */
final class Project {
    private Project() {}

    /** The project's directory. */
    static Path directory() {
        return Path.of(System.getProperty("tombolo.project", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** The launcher of the image under test. */
    static Path launcher() {
        Path launcher = Path.of(System.getProperty("tombolo.image"))
                .resolve("bin/tombolo")
                .normalize();
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException("no image at " + launcher + ": './mvnw package' makes it");
        }
        return launcher;
    }

    /**
     * A root file system of Debian arm64: the one that was given, or the cached one.
     *
     * @return empty if there is none and none is required
     */
    static Optional<Path> rootfs() {
        String given = System.getProperty("tombolo.rootfs", "");
        Path rootfs = given.isEmpty() ? cachedRootfs() : Path.of(given);
        if (Files.isDirectory(rootfs.resolve("usr/bin"))) {
            return Optional.of(rootfs.toAbsolutePath().normalize());
        }
        if (!given.isEmpty() || Boolean.getBoolean("tombolo.rootfs.required")) {
            throw new IllegalStateException("no root file system at " + rootfs + ": scripts/guest-rootfs makes one");
        }
        return Optional.empty();
    }

    private static Path cachedRootfs() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("tombolo/rootfs-arm64");
    }
}
