import org.jspecify.annotations.NullMarked;

/**
 * The test kit for modules of one's own: contract tests that every engine and every module of system calls must pass, a host whose calls can be
 * made to fail, and a small helper for properties. It is published, so that a module that is made elsewhere is tested as the house's own are; its
 * classes are JUnit tests to subclass.
 */
@NullMarked
module io.tombolo.testkit {
    requires static org.jspecify;
    requires transitive io.tombolo.core;
    requires transitive io.tombolo.host.posix;
    requires transitive org.junit.jupiter.api;

    exports io.tombolo.testkit;
}
