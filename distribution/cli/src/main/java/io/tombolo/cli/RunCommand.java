package io.tombolo.cli;

import io.tombolo.core.Kernel;
import io.tombolo.core.Process;
import io.tombolo.core.SyscallStatistics;
import io.tombolo.core.SyscallTrace;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.spi.ProgramStartException;
import io.tombolo.core.spi.SyscallInterceptor;
import io.tombolo.host.posix.Host;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tombolo run}: one kernel, one program, and its exit status. */
final class RunCommand {
    /** The shell's status for a program that was not found. */
    private static final int NOT_FOUND = 127;

    private final RunOptions options;
    private final List<SyscallInterceptor> interceptors = new ArrayList<>();
    private @Nullable SyscallStatistics statistics;

    private RunCommand(RunOptions options) {
        this.options = options;
    }

    /**
     * Runs the program until it ends.
     *
     * @return the exit status as a shell tells it
     */
    static int run(RunOptions options) throws InterruptedException {
        if (options.command.isEmpty()) {
            throw new UsageException("run: no program given; see 'tombolo help run'");
        }
        Host.preload();
        return new RunCommand(options).run();
    }

    private int run() throws InterruptedException {
        openTrace();
        if (options.statistics) {
            statistics = new SyscallStatistics(Architecture.AARCH64);
            interceptors.add(statistics);
        }
        Kernel kernel = Kernel.create(options.toKernelOptions(), interceptors);
        int status;
        try {
            Process process = start(kernel);
            HostSignals.forward(kernel, process);
            status = kernel.awaitExit(process);
        } finally {
            // Ends what the program left running, gives the terminal back as it was, and removes the guest's /dev/shm.
            kernel.close();
        }
        tellStatistics();
        return shellStatus(status);
    }

    private void openTrace() {
        if (!options.trace) {
            return;
        }
        OutputStream out;
        try {
            out = options.traceFile == null
                    ? new FileOutputStream(FileDescriptor.err)
                    : new FileOutputStream(options.traceFile.toFile());
        } catch (IOException failure) {
            throw new UsageException("--trace=" + options.traceFile + ": " + failure.getMessage());
        }
        interceptors.add(new SyscallTrace(Architecture.AARCH64, out));
    }

    private Process start(Kernel kernel) {
        List<String> environment = GuestEnvironment.of(options);
        List<String> arguments = ProcessWords.lastArguments(options.command);
        String program = arguments.getFirst();
        if (program.indexOf('/') >= 0) {
            return kernel.start(program, arguments, environment);
        }
        for (String directory : GuestEnvironment.searchPath(environment)) {
            try {
                return kernel.start(directory + "/" + program, arguments, environment);
            } catch (ProgramStartException failure) {
                if (failure.exitStatus() != NOT_FOUND) {
                    throw failure;
                }
            }
        }
        throw new ProgramStartException(program + ": not found in the guest's PATH", NOT_FOUND);
    }

    private void tellStatistics() {
        if (statistics != null) {
            System.err.print(statistics.table());
            System.err.flush();
        }
    }

    /** A status of wait(2) as a shell tells it. */
    private static int shellStatus(int status) {
        int signal = status & 0x7F;
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal;
    }
}
