import org.jspecify.annotations.NullMarked;

/**
 * The host's C library behind one small interface: files, memory mappings, readiness, clocks and identities of the
 * machine that the Java process runs on. It is the only room that names the host's operating system and the only one
 * that needs native access ({@code --enable-native-access=io.tombolo.host.posix}); the numbers, flags and errors that
 * cross its border are Linux's, whatever the host is.
 */
@NullMarked
module io.tombolo.host.posix {
    requires static org.jspecify;
    requires transitive io.tombolo.core;

    exports io.tombolo.host.posix;
    exports io.tombolo.host.posix.spi;

    provides io.tombolo.core.spi.HostMemoryProvider with
            io.tombolo.host.posix.internal.PosixMemoryProvider;
}
