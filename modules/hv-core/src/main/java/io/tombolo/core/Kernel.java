package io.tombolo.core;

import io.tombolo.core.abi.Signal;
import io.tombolo.core.internal.Dispatcher;
import io.tombolo.core.internal.ModuleRegistry;
import io.tombolo.core.internal.TaskRunner;
import io.tombolo.core.internal.TaskThreads;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.MappedFiles;
import io.tombolo.core.spi.ProcessManager;
import io.tombolo.core.spi.SyscallInterceptor;
import io.tombolo.core.spi.SyscallTable;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * One Linux kernel in Java: its modules, its processes, its clocks. Several may live in one JVM; closing one gives
 * everything back. Thread-safe.
 *
 * {@snippet :
 * try (Kernel kernel = Kernel.create(KernelOptions.DEFAULT, List.of())) {
 *     Process process = kernel.start("/bin/true", List.of("true"), List.of("PATH=/bin"));
 *     int status = kernel.awaitExit(process);
 * }
 * }
 */
public final class Kernel implements AutoCloseable {
    private final KernelOptions options;
    private final ProcessTable processes = new ProcessTable();
    private final Terminal console = new Terminal(processes);
    private final MachineNames names;
    private final long bootNanos = System.nanoTime();
    private final ModuleRegistry modules;
    private final Dispatcher dispatcher;
    private final TaskThreads threads = new TaskThreads();
    /** Set while the modules are being made. */
    private volatile MappedFiles mappedFiles = MappedFiles.NONE;

    private Kernel(KernelOptions options, List<SyscallInterceptor> interceptors) {
        this.options = options;
        this.names = new MachineNames(options.hostName());
        this.modules = new ModuleRegistry(this, options);
        this.dispatcher = new Dispatcher(modules, interceptors);
    }

    /**
     * Makes a kernel: finds its modules, checks their versions and claims, and creates them.
     *
     * @param interceptors stand around every system call, the first outermost
     * @throws KernelException if a module is missing, incompatible or in conflict
     */
    public static Kernel create(KernelOptions options, List<SyscallInterceptor> interceptors) {
        return new Kernel(options, interceptors);
    }

    /** How it was configured. */
    public KernelOptions options() {
        return options;
    }

    /** Its processes. */
    public ProcessTable processes() {
        return processes;
    }

    /** The files that its guests map: to be told before content of one goes away. */
    public MappedFiles mappedFiles() {
        return mappedFiles;
    }

    /** Says who keeps the mapped files; called once, by the memory module as it is made. */
    public void setMappedFiles(MappedFiles files) {
        mappedFiles = files;
    }

    /**
     * Job control of the terminal that the embedding process's standard streams are, if they are one. It controls the
     * session of the first process from the beginning.
     */
    public Terminal console() {
        return console;
    }

    /** The names that sethostname(2) and setdomainname(2) change. */
    public MachineNames names() {
        return names;
    }

    /** When it was made, by {@link System#nanoTime}. */
    public long bootNanos() {
        return bootNanos;
    }

    /** The engine in force. */
    public Engine engine() {
        return modules.engine();
    }

    /** The modules in force, for {@code tombolo modules}. */
    public List<ModuleDescription> modules() {
        return modules.descriptions();
    }

    /** A service of the modules in force; see {@link io.tombolo.core.spi.KernelServices#service}. */
    public <S> S service(Class<S> type) {
        return modules.service(type);
    }

    /**
     * The system calls of one module in force, for tests of modules.
     *
     * @param role such as {@code fs}
     * @return the module's tables; empty if no module fills the role
     */
    public List<SyscallTable> tables(String role) {
        return modules.tables(role);
    }

    /** The interceptors in force. */
    public List<SyscallInterceptor> interceptors() {
        return dispatcher.interceptors();
    }

    /**
     * Starts a program as a process with no parent.
     *
     * @param path as execve(2) takes it: not searched for in {@code PATH}
     * @param arguments {@code argv}, {@code argv[0]} included; one character a byte
     * @param environment {@code NAME=value}
     * @throws io.tombolo.core.spi.ProgramStartException if it cannot run
     */
    public Process start(String path, List<String> arguments, List<String> environment) {
        return service(ProcessManager.class).start(path, arguments, environment);
    }

    /**
     * Waits until a process has ended.
     *
     * @return its status in the form of wait(2)
     * @throws InterruptedException if the calling thread is interrupted; the process goes on
     */
    public int awaitExit(Process process) throws InterruptedException {
        try {
            return process.ended().get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Sends a signal to the foreground process group of the console, as a terminal does on Ctrl-C.
     *
     * @return whether there was such a group
     */
    public boolean signalForeground(int signal) {
        return console.signalForeground(signal);
    }

    /**
     * Runs a task on a host thread until it ends; called by the process manager.
     *
     * @param task visible in the process table already
     * @throws io.tombolo.core.spi.ErrnoException {@code EAGAIN} if the host has no thread for it
     */
    public void launch(Task task) {
        TaskRunner.launch(task, dispatcher, service(ProcessManager.class), threads);
    }

    /** Ends all guest processes and gives everything back. */
    @Override
    public void close() {
        for (Process process : processes.processes()) {
            process.exit(Signal.SIGKILL);
        }
        threads.close();
        modules.close();
    }
}
