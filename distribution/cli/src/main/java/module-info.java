import org.jspecify.annotations.NullMarked;

/**
 * The command line: parses the options, builds one kernel, hands it the terminal, runs one program and turns its end into an
 * exit status. It knows modules only as the kernel does, by their services, and nothing of how a system call works. All on
 * the way of {@code tombolo run} is written for a short start: no reflection, no streams, no regular expressions, no
 * lambdas.
 */
@NullMarked
module io.tombolo.cli {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
}
