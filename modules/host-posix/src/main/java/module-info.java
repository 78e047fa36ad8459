import org.jspecify.annotations.NullMarked;

/** Panama bindings of the host's C library, behind one small interface. */
@NullMarked
module io.tombolo.host.posix {
    requires static org.jspecify;
    requires io.tombolo.core;
}
