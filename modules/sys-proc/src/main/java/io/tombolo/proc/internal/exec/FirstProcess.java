package io.tombolo.proc.internal.exec;

import io.tombolo.core.Credentials;
import io.tombolo.core.FileTable;
import io.tombolo.core.Kernel;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.Process;
import io.tombolo.core.ProcessGroup;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.FileSystemContext;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.MemoryManager;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.ProgramStartException;
import io.tombolo.host.posix.Host;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Arrays;
import java.util.List;

/**
 * Starts a program that no guest process executes: makes a process with an empty memory, leader of a session of its own with
 * the console as its terminal, and gives it the program as {@code execve} would.
 */
public final class FirstProcess {
    private final KernelServices services;
    private final Provider<FileSystem> fileSystem;
    private final Provider<MemoryManager> memories;
    private final ProgramFinder finder;
    private final ProgramLoader loader;
    private final ProgramChange change;
    private final Host host;

    @Inject
    FirstProcess(
            KernelServices services,
            Provider<FileSystem> fileSystem,
            Provider<MemoryManager> memories,
            ProgramFinder finder,
            ProgramLoader loader,
            ProgramChange change,
            Host host) {
        this.services = services;
        this.fileSystem = fileSystem;
        this.memories = memories;
        this.finder = finder;
        this.loader = loader;
        this.change = change;
        this.host = host;
    }

    /**
     * Starts a program.
     *
     * @throws ProgramStartException if it cannot run
     */
    public Process start(String path, List<String> arguments, List<String> environment) {
        Kernel kernel = services.kernel();
        ProcessTable table = kernel.processes();
        Process process = createProcess(kernel, table);
        Task task = createTask(process);
        try (Program program = finder.find(task, Fcntl.AT_FDCWD, path, 0, path, arguments, environment)) {
            ArgumentStrings.check(program, process.limits());
            change.commit(task, program, loader.load(program, process.limits(), task.credentials()));
            process.add(task);
            table.add(task);
            attachConsole(kernel, process);
            kernel.launch(task);
            return process;
        } catch (ExecFailure failure) {
            abandon(table, process, task);
            throw new ProgramStartException(failure.sentence(), failure.exitStatus());
        } catch (ErrnoException failure) {
            abandon(table, process, task);
            throw new ProgramStartException(
                    path + ": cannot be loaded (" + failure.errno().name() + ")", 126);
        }
    }

    private static Process createProcess(Kernel kernel, ProcessTable table) {
        synchronized (table) {
            int pid = table.reserve();
            ProcessGroup group = table.createSession(pid);
            Process process = new Process(kernel, pid, new ResourceLimits(), group);
            table.add(process, null);
            return process;
        }
    }

    private Task createTask(Process process) {
        ProcessMemory memory = memories.get().create();
        FileSystemContext context = fileSystem.get().createContext();
        return new Task(
                process,
                process.pid(),
                services.engine().createCpu(memory.addressSpace()),
                memory,
                standardStreams(),
                context,
                credentials());
    }

    private FileTable standardStreams() {
        FileTable files = new FileTable();
        int descriptor = 0;
        for (int hostDescriptor : services.options().descriptors()) {
            files.replace(descriptor++, fileSystem.get().standardStream(hostDescriptor), false);
        }
        return files;
    }

    private Credentials credentials() {
        KernelOptions options = services.options();
        int user = options.user() < 0 ? host.process().effectiveUserId() : options.user();
        int group = options.group() < 0 ? host.process().effectiveGroupId() : options.group();
        int[] groups = options.group() < 0 ? host.process().groups() : new int[] {group};
        return Credentials.of(user, group, Arrays.stream(groups).boxed().toList());
    }

    private static void attachConsole(Kernel kernel, Process process) {
        kernel.console().attachOnOpen(process);
    }

    private static void abandon(ProcessTable table, Process process, Task task) {
        table.remove(task);
        table.remove(process);
        task.cpu().close();
        task.memory().release();
        task.files().release();
        task.fileSystem().release();
        process.ended().complete(0);
    }
}
