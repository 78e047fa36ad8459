package io.tombolo.cli;

import io.tombolo.core.Kernel;
import io.tombolo.core.ModuleDescription;
import io.tombolo.core.abi.SyscallNumbers;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands that tell what there is and run nothing. */
final class ListCommands {
    private ListCommands() {}

    /** {@code tombolo modules}. */
    static int modules(RunOptions options) {
        refuseProgram("modules", options);
        try (Kernel kernel = Kernel.create(options.toKernelOptions(), List.of())) {
            PrintStream out = output();
            out.printf("%-8s %-12s %-10s %6s %5s  %s%n", "ROLE", "NAME", "VERSION", "WEIGHT", "CALLS", "JAVA MODULE");
            for (ModuleDescription module : kernel.modules()) {
                out.printf(
                        "%-8s %-12s %-10s %6d %5d  %s%n",
                        module.role(),
                        module.name(),
                        module.version(),
                        module.weight(),
                        module.systemCalls().size(),
                        module.origin());
            }
            out.flush();
        }
        return 0;
    }

    /** {@code tombolo syscalls}. */
    static int systemCalls(RunOptions options) {
        refuseProgram("syscalls", options);
        try (Kernel kernel = Kernel.create(options.toKernelOptions(), List.of())) {
            Map<String, String> roles = new HashMap<>();
            for (ModuleDescription module : kernel.modules()) {
                module.systemCalls().forEach(name -> roles.put(name, module.role()));
            }
            SyscallNumbers numbers = SyscallNumbers.of(kernel.engine().architecture());
            PrintStream out = output();
            for (int number = 0; number < numbers.limit(); number++) {
                String name = numbers.name(number).orElse("");
                if (!name.isEmpty()) {
                    out.printf("%4d %-26s %s%n", number, name, roles.getOrDefault(name, "-"));
                }
            }
            out.flush();
        }
        return 0;
    }

    /** {@code tombolo version}. */
    static int version() {
        ModuleDescriptor descriptor = Main.class.getModule().getDescriptor();
        String version = descriptor == null ? "" : descriptor.rawVersion().orElse("");
        System.out.println("tombolo " + (version.isEmpty() ? "(unversioned)" : version));
        System.out.println("java " + Runtime.version());
        return 0;
    }

    private static void refuseProgram(String command, RunOptions options) {
        if (!options.command.isEmpty()) {
            throw new UsageException(command + " runs no program: " + options.command.getFirst());
        }
    }

    private static PrintStream output() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    }
}
