import org.jspecify.annotations.NullMarked;

/** The compile-time processor that makes dispatch tables, trace signatures and the compatibility page. */
@NullMarked
module io.tombolo.processor {
    requires static org.jspecify;
    requires java.compiler;
}
