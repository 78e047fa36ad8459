package io.tombolo.fs.internal.sys;

import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.synthetic.FixedDirectory;
import io.tombolo.fs.internal.synthetic.SyntheticFileSystem;
import jakarta.inject.Inject;

/**
 * {@code /sys} (sysfs(5)): how many processors there are, for the C library, Go and the JVM; that there is one memory node and
 * no huge page; and the directories that tools expect to find, empty where the guest has no devices.
 */
public final class SysFileSystem {
    private static final int DEVICE = 22;

    private final GuestNames names;

    @Inject
    SysFileSystem(GuestNames names) {
        this.names = names;
    }

    /** The mount of {@code /sys}. */
    public Mount mount() {
        Mount mount = new Mount("/sys", "sysfs", "sysfs", false, false);
        SyntheticFileSystem system = new SyntheticFileSystem(mount, DEVICE, System.currentTimeMillis() / 1000, names);
        FixedDirectory root = new FixedDirectory(system, "/sys", null);
        return mount.attach(root.fillWhenUsed(() -> fill(root)));
    }

    private static void fill(FixedDirectory root) {
        for (String empty : new String[] {"block", "bus", "firmware", "module", "power"}) {
            root.directory(empty, SysFileSystem::nothing);
        }
        root.directory(
                "class",
                directory ->
                        directory.directory("block", SysFileSystem::nothing).directory("tty", SysFileSystem::nothing));
        root.directory(
                "dev",
                directory ->
                        directory.directory("block", SysFileSystem::nothing).directory("char", SysFileSystem::nothing));
        root.directory(
                "devices",
                directory -> directory.directory(
                        "system",
                        system -> system.directory("cpu", SysFileSystem::processors)
                                .directory("node", SysFileSystem::nodes)));
        root.directory("fs", directory -> directory.directory("cgroup", SysFileSystem::nothing));
        root.directory(
                "kernel",
                directory -> directory.directory(
                        "mm",
                        mm -> mm.directory("hugepages", SysFileSystem::nothing)
                                .directory("transparent_hugepage", SysFileSystem::hugePages)));
    }

    private static void nothing(FixedDirectory directory) {}

    private static void processors(FixedDirectory directory) {
        int count = Runtime.getRuntime().availableProcessors();
        String all = range(count);
        constant(directory, "online", all);
        constant(directory, "possible", all);
        constant(directory, "present", all);
        constant(directory, "offline", "");
        constant(directory, "isolated", "");
        constant(directory, "kernel_max", "255");
        for (int processor = 0; processor < count; processor++) {
            int number = processor;
            directory.directory(
                    "cpu" + number, own -> own.directory("topology", topology -> topology(topology, number, count)));
        }
    }

    /** One package in which every processor is a core with one thread. */
    private static void topology(FixedDirectory directory, int processor, int count) {
        constant(directory, "core_id", Integer.toString(processor));
        constant(directory, "physical_package_id", "0");
        constant(directory, "core_cpus", mask(1L << processor));
        constant(directory, "core_cpus_list", Integer.toString(processor));
        constant(directory, "thread_siblings", mask(1L << processor));
        constant(directory, "thread_siblings_list", Integer.toString(processor));
        constant(directory, "package_cpus", mask(allOf(count)));
        constant(directory, "package_cpus_list", range(count));
        constant(directory, "core_siblings", mask(allOf(count)));
        constant(directory, "core_siblings_list", range(count));
    }

    private static void nodes(FixedDirectory directory) {
        for (String name : new String[] {"online", "possible", "has_cpu", "has_memory", "has_normal_memory"}) {
            constant(directory, name, "0");
        }
        int count = Runtime.getRuntime().availableProcessors();
        directory.directory("node0", node -> {
            constant(node, "cpulist", range(count));
            constant(node, "cpumap", mask(allOf(count)));
            constant(node, "distance", "10");
        });
    }

    private static void hugePages(FixedDirectory directory) {
        constant(directory, "enabled", "always madvise [never]");
        constant(directory, "defrag", "always defer defer+madvise madvise [never]");
        constant(directory, "shmem_enabled", "always within_size advise [never] deny force");
        constant(directory, "use_zero_page", "0");
        constant(directory, "hpage_pmd_size", "2097152");
    }

    private static String range(int count) {
        return count == 1 ? "0" : "0-" + (count - 1);
    }

    private static long allOf(int count) {
        return count >= Long.SIZE ? -1L : (1L << count) - 1;
    }

    private static String mask(long bits) {
        return Long.toHexString(bits);
    }

    private static void constant(FixedDirectory directory, String name, String value) {
        directory.text(name, task -> value + "\n");
    }
}
