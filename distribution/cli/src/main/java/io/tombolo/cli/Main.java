package io.tombolo.cli;

import io.tombolo.core.KernelException;
import io.tombolo.core.spi.ProgramStartException;

/** The entry point: finds the command, and turns whatever goes wrong into one line and an exit status. */
public final class Main {
    private static final int STATUS_USAGE = 2;
    /** As env(1) and timeout(1) have it: the tool itself failed. */
    private static final int STATUS_FAILED = 125;

    private Main() {}

    /**
     * Runs {@code tombolo} and ends the process with its exit status.
     *
     * @param arguments the command and its own
     */
    public static void main(String[] arguments) {
        int status = execute(arguments);
        System.out.flush();
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            // Somebody asked for a recording, which a hook writes.
            System.exit(status);
        }
        // The guest's threads may still be in host calls, and there is nothing to be told of the end: no hooks.
        Runtime.getRuntime().halt(status);
    }

    static int execute(String[] arguments) {
        boolean debug = wantsDebug(arguments);
        try {
            return dispatch(arguments);
        } catch (UsageException error) {
            return fail(error, STATUS_USAGE, debug);
        } catch (ProgramStartException error) {
            return fail(error, error.exitStatus(), debug);
        } catch (KernelException error) {
            return fail(error, STATUS_FAILED, debug);
        } catch (InterruptedException | RuntimeException | Error error) {
            return fail(
                    new IllegalStateException("internal error: " + error + " (--debug shows where)", error),
                    STATUS_FAILED,
                    debug);
        }
    }

    private static int dispatch(String[] arguments) throws InterruptedException {
        if (arguments.length == 0) {
            System.err.print(HelpText.OVERVIEW);
            return STATUS_USAGE;
        }
        return switch (arguments[0]) {
            case "run" -> isHelp(arguments) ? help("run") : RunCommand.run(RunOptionParser.parse(arguments, 1));
            case "modules" ->
                isHelp(arguments) ? help("modules") : ListCommands.modules(RunOptionParser.parse(arguments, 1));
            case "syscalls" ->
                isHelp(arguments) ? help("syscalls") : ListCommands.systemCalls(RunOptionParser.parse(arguments, 1));
            case "version", "--version", "-V" -> ListCommands.version();
            case "help", "--help", "-h" -> help(arguments.length > 1 ? arguments[1] : "");
            default -> throw new UsageException("unknown command '" + arguments[0] + "'; see 'tombolo help'");
        };
    }

    private static boolean isHelp(String[] arguments) {
        return arguments.length == 2 && (arguments[1].equals("--help") || arguments[1].equals("-h"));
    }

    private static int help(String command) {
        String text = HelpText.of(command);
        if (text == null) {
            throw new UsageException("no command '" + command + "'; see 'tombolo help'");
        }
        System.out.print(text);
        return 0;
    }

    /** Looks before the options are parsed, because parsing may be what fails. */
    private static boolean wantsDebug(String[] arguments) {
        for (int i = 1; i < arguments.length && arguments[i].startsWith("-"); i++) {
            if (arguments[i].equals("--debug")) {
                return true;
            }
        }
        return false;
    }

    private static int fail(Throwable error, int status, boolean debug) {
        System.err.println("tombolo: " + error.getMessage());
        if (debug) {
            error.printStackTrace();
        }
        return status;
    }
}
