package io.tombolo.cli;

import org.jspecify.annotations.Nullable;

/** What {@code tombolo help} says. */
final class HelpText {
    static final String OVERVIEW = """
            Usage: tombolo COMMAND [OPTIONS]

            Runs unmodified Linux programs inside one Java process.

            Commands:
              run       run a program
              modules   list the modules in force
              syscalls  list the system calls and the modules that answer them
              version   print the versions of Tombolo and of Java
              help      explain a command: tombolo help run
            """;

    private static final String RUN = """
            Usage: tombolo run [OPTIONS] PROGRAM [ARGUMENT...]

            Runs a Linux program for AArch64 and exits with its status. Options end at PROGRAM. A PROGRAM without a '/' is
            searched for in the guest's PATH.

              --rootfs DIR           the guest's root directory; without it the guest sees this machine's files
              --bind HOST:GUEST[:ro] show a file or directory of this machine in the guest, with ':ro' for reading only
              --env NAME=VALUE       set an environment variable of the guest
              --clear-env            do not hand on this process's environment
              --workdir DIR          the guest's working directory
              --user UID[:GID]       the guest's user and group
              --net none|host        this machine's network (the default), or loopback among the guests only
              --engine NAME          what executes the guest's instructions
              --use ROLE=NAME        choose a module for a role, or for one system call; see 'tombolo modules'
              --modules DIR          a directory with further modules
              --trace[=FILE]         write each system call, to the standard error stream or a file
              --stats                print calls, errors and time for each system call at the end
              --debug                with a message of Tombolo's own, show where it comes from

            Exit status: the program's; 128 + N if signal N ended it; 127 if it was not found, 126 if it cannot run,
            125 if Tombolo itself failed, 2 if the command line makes no sense.
            """;

    private static final String MODULES = """
            Usage: tombolo modules [--engine NAME] [--use ROLE=NAME]... [--modules DIR]...

            Lists the modules in force: role, name, version, weight, the Java module, and how many system calls it answers.
            """;

    private static final String SYSCALLS = """
            Usage: tombolo syscalls [--engine NAME] [--use ROLE=NAME]... [--modules DIR]...

            Lists Linux's system calls for AArch64 by number, with the role of the module that answers each; '-' if none does,
            which a program sees as ENOSYS.
            """;

    private HelpText() {}

    /** What is said of a command; the overview for the empty name; null if there is no such command. */
    static @Nullable String of(String command) {
        return switch (command) {
            case "", "help" -> OVERVIEW;
            case "run" -> RUN;
            case "modules" -> MODULES;
            case "syscalls" -> SYSCALLS;
            case "version" -> "Usage: tombolo version\n\nPrints the versions of Tombolo and of Java.\n";
            default -> null;
        };
    }
}
