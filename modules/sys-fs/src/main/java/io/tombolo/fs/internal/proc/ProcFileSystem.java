package io.tombolo.fs.internal.proc;

import io.tombolo.core.Kernel;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.ProcFiles;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.synthetic.FixedDirectory;
import io.tombolo.fs.internal.synthetic.SyntheticFileSystem;
import io.tombolo.host.posix.HostClocks;
import io.tombolo.host.posix.StatMode;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /proc}: this kernel's processes and what it tells of itself. Nothing of the host's own is reachable. */
public final class ProcFileSystem {
    private static final int DEVICE = 21;

    private final KernelServices services;
    private final HostSystem host;
    private final GuestNames names;
    private final Architecture architecture;

    @Inject
    ProcFileSystem(KernelServices services, HostSystem host, GuestNames names, Architecture architecture) {
        this.services = services;
        this.host = host;
        this.names = names;
        this.architecture = architecture;
    }

    /** The mount of {@code /proc}. */
    public Mount mount(MountTable mounts) {
        Mount mount = new Mount("/proc", "proc", "proc", false, false);
        long now = System.currentTimeMillis() / 1000;
        SyntheticFileSystem system = new SyntheticFileSystem(mount, DEVICE, now, names);
        return mount.attach(new Root(new ProcSupport(system, mounts, host, architecture)));
    }

    private final class Root extends FixedDirectory {
        private final ProcSupport support;

        Root(ProcSupport support) {
            super(support.system(), "/proc", null);
            this.support = support;
            fillWhenUsed(this::addFixed);
        }

        private void addFixed() {
            link("self", task -> Integer.toString(task.process().pid()));
            link("thread-self", task -> task.process().pid() + "/task/" + task.tid());
            link("mounts", task -> "self/mounts");
            addMachine();
            directory("sys", new SystemControls(services, host, bootSeconds())::fill);
            addFilesOfOtherModules();
        }

        private void addFilesOfOtherModules() {
            Map<String, List<ProcFiles.File>> directories = new LinkedHashMap<>();
            for (ProcFiles contribution : services.services(ProcFiles.class)) {
                for (ProcFiles.File file : contribution.files()) {
                    directories
                            .computeIfAbsent(file.directory(), name -> new ArrayList<>())
                            .add(file);
                }
            }
            directories.forEach((name, files) ->
                    directory(name, directory -> files.forEach(file -> directory.text(file.name(), file.text()))));
        }

        private void addMachine() {
            Kernel kernel = services.kernel();
            KernelOptions options = services.options();
            int processors = Runtime.getRuntime().availableProcessors();
            long booted = bootSeconds();
            text("meminfo", task -> SystemText.memory(host.host().machine().load()));
            text("cpuinfo", task -> SystemText.processors(kernel, processors));
            text("stat", task -> SystemText.statistics(kernel, processors, booted));
            text("uptime", task -> SystemText.uptime(host.host().clocks().time(HostClocks.CLOCK_BOOTTIME)));
            text(
                    "loadavg",
                    task -> SystemText.loadAverage(kernel, host.host().machine().load()));
            text("version", task -> KernelIdentity.version(options));
            text("filesystems", task -> SystemText.fileSystems());
            text("cmdline", task -> "\n");
            text(
                    "vmstat",
                    task -> SystemText.memoryStatistics(host.host().machine().load()));
            text("partitions", task -> "major minor  #blocks  name\n\n");
            text("diskstats", task -> "");
            text("modules", task -> "");
            text("interrupts", task -> SystemText.interrupts(processors));
            text("cgroups", task -> "#subsys_name\thierarchy\tnum_cgroups\tenabled\n");
            text("consoles", task -> "");
            text("swaps", task -> "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
            text("devices", task -> "Character devices:\n  1 mem\n  5 /dev/tty\n136 pts\n\nBlock devices:\n");
        }

        private long bootSeconds() {
            return (System.currentTimeMillis()
                            - (System.nanoTime() - services.kernel().bootNanos()) / 1_000_000)
                    / 1000;
        }

        @Override
        protected @Nullable Node child(Task task, String name) {
            Node fixed = super.child(task, name);
            if (fixed != null || !isNumber(name)) {
                return fixed;
            }
            Process process = process(Integer.parseInt(name));
            return process == null ? null : new ProcessDirectory(support, childPath(name), this::again, process, null);
        }

        /** A thread's number leads to its process, although no listing shows it. */
        private @Nullable Process process(int number) {
            Process process = services.kernel().processes().process(number);
            if (process != null) {
                return process;
            }
            Task task = services.kernel().processes().task(number);
            return task == null ? null : task.process();
        }

        private static boolean isNumber(String name) {
            return name.length() <= 9
                    && name.charAt(0) != '0'
                    && name.chars().allMatch(character -> character >= '0' && character <= '9');
        }

        @Override
        protected List<Entry> entries(Task task) {
            List<Entry> entries = new ArrayList<>(super.entries(task));
            services.kernel().processes().processes().stream()
                    .map(Process::pid)
                    .sorted()
                    .forEach(pid -> entries.add(new Entry(Integer.toString(pid), StatMode.S_IFDIR)));
            return entries;
        }
    }
}
