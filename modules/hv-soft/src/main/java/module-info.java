import org.jspecify.annotations.NullMarked;

/**
 * The engine that is always there: AArch64 user-mode code executed in pure Java. One table of encodings drives the interpreter, the
 * disassembling trace and the translator; guest memory is reached through a page map of longs, with exact faults and safepoints.
 */
@NullMarked
module io.tombolo.soft {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires dagger;

    exports io.tombolo.soft;

    provides io.tombolo.core.spi.EngineProvider with
            io.tombolo.soft.SoftEngineProvider,
            io.tombolo.soft.InterpreterProvider,
            io.tombolo.soft.LargePageProvider;
}
