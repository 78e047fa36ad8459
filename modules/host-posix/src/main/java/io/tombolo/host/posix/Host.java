package io.tombolo.host.posix;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.internal.LargePageCalls;
import io.tombolo.host.posix.internal.Platform;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * The machine that the Java process runs on, by rooms: {@link #files} and {@link #paths}, {@link #mappings}, {@link
 * #polling} and so on. Immutable and thread-safe; it holds no host resource, so it is not closed.
 */
public final class Host {
    private final HostCalls calls;
    private final HostFiles files;
    private final HostPaths paths;
    private final HostMappings mappings;
    private final HostPolling polling;
    private final HostDescriptors descriptors;
    private final HostLocks locks;
    private final HostAttributes attributes;
    private final HostEvents events;
    private final HostTerminal terminal;
    private final HostClocks clocks;
    private final HostProcess process;
    private final HostMachine machine;
    private final HostSockets sockets;

    private Host(HostCalls calls, HostAbi abi, int pageSize) {
        this.calls = calls;
        this.files = new HostFiles(calls, abi);
        this.paths = new HostPaths(calls, abi);
        this.mappings = new HostMappings(calls, abi, pageSize);
        this.polling = new HostPolling(calls, abi);
        this.descriptors = new HostDescriptors(calls, abi);
        this.locks = new HostLocks(calls, abi);
        this.attributes = new HostAttributes(calls);
        this.events = new HostEvents(calls, abi);
        this.terminal = new HostTerminal(calls, abi);
        this.clocks = new HostClocks(calls, abi);
        this.process = new HostProcess(calls, abi);
        this.machine = new HostMachine(calls, abi);
        this.sockets = new HostSockets(calls);
    }

    /**
     * The host as it is.
     *
     * @throws IllegalStateException when the JVM was started without native access for this module; the message names
     *     the flag
     * @throws UnsupportedOperationException on an operating system or processor that Tombolo does not know
     */
    public static Host system() {
        requireNativeAccess(Host.class.getModule());
        Platform platform = Platform.current();
        return new Host(platform.calls(), platform.abi(), 0);
    }

    /**
     * The host behind calls that somebody watches or disturbs.
     *
     * @param calls usually a wrapper of {@link #calls} of {@link #system()}
     */
    public static Host of(HostCalls calls) {
        return new Host(calls, Platform.current().abi(), 0);
    }

    /**
     * This host, held to what one with larger pages could do: how what must hold on a machine with pages of 16 KiB is tested on one
     * with 4 KiB. Only for Linux hosts.
     *
     * @param pageSize in bytes, a power of two and a multiple of the host's own
     */
    public Host withPageSize(int pageSize) {
        return new Host(
                new LargePageCalls(calls, mappings.pageSize(), pageSize),
                Platform.current().abi(),
                pageSize);
    }

    /**
     * Starts to link the C library in the background, which takes tens of milliseconds, and returns at once. A launcher
     * calls it first and does its own work meanwhile; the first host call then waits for what is left. Calling it is
     * never necessary.
     */
    public static void preload() {
        Thread linking = new Thread(() -> system().calls().call(SyscallNumbers.GETPID), "host-link");
        linking.setDaemon(true);
        linking.start();
    }

    private static void requireNativeAccess(Module module) {
        if (!module.isNativeAccessEnabled()) {
            String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
            throw new IllegalStateException("start Java with --enable-native-access=" + name
                    + ": Tombolo calls the host's C library, and the JVM was not told that it may");
        }
    }

    /** The door below the rooms, for calls that no room has; flags and structures are then the host's own. */
    public HostCalls calls() {
        return calls;
    }

    /** Contents of open files. */
    public HostFiles files() {
        return files;
    }

    /** Names of files. */
    public HostPaths paths() {
        return paths;
    }

    /** Memory mappings. */
    public HostMappings mappings() {
        return mappings;
    }

    /** Readiness, and event counters. */
    public HostPolling polling() {
        return polling;
    }

    /** Descriptors as such, and pipes. */
    public HostDescriptors descriptors() {
        return descriptors;
    }

    /** Locks of files and of their ranges. */
    public HostLocks locks() {
        return locks;
    }

    /** Extended attributes. */
    public HostAttributes attributes() {
        return attributes;
    }

    /** Linux's descriptors of events. */
    public HostEvents events() {
        return events;
    }

    /** Terminals. */
    public HostTerminal terminal() {
        return terminal;
    }

    /** Clocks. */
    public HostClocks clocks() {
        return clocks;
    }

    /** The Java process. */
    public HostProcess process() {
        return process;
    }

    /** The machine as a whole. */
    public HostMachine machine() {
        return machine;
    }

    /** Sockets. */
    public HostSockets sockets() {
        return sockets;
    }

    /** {@return a new place to wait, for one task} */
    public HostWaiter newWaiter() {
        return new HostWaiter(polling, files);
    }
}
