import org.jspecify.annotations.NullMarked;

/**
 * The command line: parses the options, builds one kernel, gives it the terminal, runs one program and turns its end
 * into an exit status. Nothing here knows how a system call works.
 */
@NullMarked
module io.tombolo.cli {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
}
