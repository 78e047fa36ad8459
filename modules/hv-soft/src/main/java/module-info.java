import org.jspecify.annotations.NullMarked;

/** The AArch64 engine in pure Java. */
@NullMarked
module io.tombolo.soft {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires dagger;
}
