package io.tombolo.cli;

import io.tombolo.core.KernelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of {@code tombolo run} and of the commands that show what a kernel with these options would have. */
final class RunOptions {
    @Nullable
    Path rootfs;

    final List<KernelOptions.Bind> binds = new ArrayList<>();
    final List<String> environment = new ArrayList<>();
    boolean clearEnvironment;

    @Nullable
    String workingDirectory;

    int user = -1;
    int group = -1;
    String engine = "";
    KernelOptions.Network network = KernelOptions.Network.HOST;
    final Map<String, String> uses = new HashMap<>();
    final List<Path> moduleDirectories = new ArrayList<>();
    boolean trace;

    @Nullable
    Path traceFile;

    boolean statistics;
    boolean debug;
    /** The program and its arguments. */
    List<String> command = List.of();

    /** As the kernel takes them; the guest gets the standard streams of this process. */
    KernelOptions toKernelOptions() {
        return new KernelOptions(
                rootfs,
                binds,
                workingDirectory,
                user,
                group,
                "",
                engine,
                uses,
                moduleDirectories,
                KernelOptions.DEFAULT.descriptors(),
                network);
    }
}
