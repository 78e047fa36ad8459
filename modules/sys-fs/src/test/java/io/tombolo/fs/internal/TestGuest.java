package io.tombolo.fs.internal;

import io.tombolo.core.Credentials;
import io.tombolo.core.FileTable;
import io.tombolo.core.Kernel;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.Process;
import io.tombolo.core.ProcessGroup;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with the file module alone, and a task that makes system calls from the test's own thread. The guest is
 * AArch64, so its {@code open} flags differ from those of an x86-64 host.
 */
final class TestGuest implements AutoCloseable {
    static final int AT_FDCWD = -100;
    /** Where path arguments are put, and a second one beside. */
    private static final long PATH = FlatMemory.BASE;

    private static final long SECOND_PATH = FlatMemory.BASE + 8192;
    /** Free for the tests. */
    static final long BUFFER = FlatMemory.BASE + 16384;

    private final Kernel kernel;
    private final SyscallModule module;
    private final Process process;
    final Task task;

    private TestGuest(KernelOptions options) {
        kernel = Kernel.create(options, List.of());
        module = CapturingFileProvider.lastModule();
        process = process();
        task = task(process, new FileTable());
    }

    /** A guest that sees the host's files. */
    static TestGuest onHost() {
        return new TestGuest(options(null, List.of()));
    }

    /** A guest with a root of its own. */
    static TestGuest inRoot(Path root, KernelOptions.Bind... binds) {
        return new TestGuest(options(root, List.of(binds)));
    }

    private static KernelOptions options(@Nullable Path root, List<KernelOptions.Bind> binds) {
        return new KernelOptions(
                root, binds, null, 0, 0, "", "", Map.of("fs", "captured"), List.of(), List.of(0, 1, 2));
    }

    private Process process() {
        int pid = kernel.processes().reserve();
        synchronized (kernel.processes()) {
            ProcessGroup group = kernel.processes().createSession(pid);
            Process made = new Process(kernel, pid, new ResourceLimits(), group);
            kernel.processes().add(made, null);
            return made;
        }
    }

    @SuppressWarnings("NullAway")
    private Task task(Process of, FileTable files) {
        FileSystem fileSystem = kernel.service(FileSystem.class);
        Task made = new Task(
                of,
                of.pid(),
                new FlatEngineProvider.FlatCpu(),
                null,
                files,
                fileSystem.createContext(),
                Credentials.of(0, 0, List.of()));
        of.add(made);
        kernel.processes().add(made);
        return made;
    }

    /** Another process, with descriptors of its own or shared ones. */
    Task otherProcess(FileTable files) {
        return task(process(), files);
    }

    Kernel kernel() {
        return kernel;
    }

    FileSystem fileSystem() {
        return kernel.service(FileSystem.class);
    }

    /** Makes a system call; errors come back negated. */
    long call(String name, long... arguments) {
        return call(task, name, arguments);
    }

    long call(Task caller, String name, long... arguments) {
        long[] a = java.util.Arrays.copyOf(arguments, 6);
        for (SyscallTable table : module.tables()) {
            for (int index = 0; index < table.size(); index++) {
                if (table.name(index).equals(name)) {
                    try {
                        return table.invoke(index, caller, a[0], a[1], a[2], a[3], a[4], a[5]);
                    } catch (ErrnoException error) {
                        return -error.number();
                    }
                }
            }
        }
        throw new AssertionError("no system call " + name);
    }

    /** The address of a path that is put into guest memory. */
    long path(String path) {
        return put(PATH, path);
    }

    long secondPath(String path) {
        return put(SECOND_PATH, path);
    }

    private long put(long address, String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
        task.guest().copyOut(address, bytes, 0, bytes.length);
        return address;
    }

    /** Opens with the guest's flags. */
    long open(String path, int flags) {
        return call("openat", AT_FDCWD, path(path), flags, 0644);
    }

    long write(long descriptor, String text) {
        return call("write", descriptor, put(BUFFER, text), text.length());
    }

    /** What a read of up to {@code count} bytes gives; throws if it fails. */
    String read(long descriptor, int count) {
        long length = ErrnoException.check(call("read", descriptor, BUFFER, count));
        return text(BUFFER, (int) length);
    }

    String text(long address, int length) {
        byte[] bytes = new byte[length];
        task.guest().copyIn(address, bytes, 0, length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** All of a file. */
    String contents(String path) {
        long descriptor = ErrnoException.check(open(path, 0));
        StringBuilder all = new StringBuilder();
        String piece = read(descriptor, 65536);
        while (!piece.isEmpty()) {
            all.append(piece);
            piece = read(descriptor, 65536);
        }
        call("close", descriptor);
        return all.toString();
    }

    String readlink(String path) {
        long length = ErrnoException.check(call("readlinkat", AT_FDCWD, path(path), BUFFER, 4096));
        return text(BUFFER, (int) length);
    }

    @Override
    public void close() {
        task.files().release();
        task.fileSystem().release();
        module.close();
    }
}
