/** Dagger's run-time classes, unchanged, with the module descriptor that upstream does not ship. */
module dagger {
    requires transitive jakarta.inject;
    requires static org.jspecify;

    exports dagger;
    exports dagger.assisted;
    exports dagger.internal;
    exports dagger.multibindings;
    exports javax.inject;
}
