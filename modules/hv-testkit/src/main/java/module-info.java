import org.jspecify.annotations.NullMarked;

/** Contract tests that every engine and every system-call module must pass, and the injector of host faults. */
@NullMarked
module io.tombolo.testkit {
    requires static org.jspecify;
    requires transitive io.tombolo.core;
    requires transitive org.junit.jupiter.api;
}
