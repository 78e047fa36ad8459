package io.tombolo.fs.internal.proc;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.fs.internal.aio.AioCalls;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.synthetic.FixedDirectory;
import java.util.UUID;

/** {@code /proc/sys}: the settings that programs look up. They say what this kernel does and cannot be changed. */
final class SystemControls {
    private final KernelServices services;
    private final HostSystem host;
    private final String bootIdentifier;

    SystemControls(KernelServices services, HostSystem host, long bootSeconds) {
        this.services = services;
        this.host = host;
        this.bootIdentifier =
                new UUID(services.kernel().bootNanos() * 0x9e3779b97f4a7c15L, bootSeconds | Long.MIN_VALUE).toString();
    }

    void fill(FixedDirectory directory) {
        directory
                .directory("kernel", this::kernel)
                .directory("vm", SystemControls::memory)
                .directory("fs", SystemControls::files)
                .directory("net", SystemControls::network);
    }

    private void kernel(FixedDirectory directory) {
        constant(directory, "ostype", "Linux");
        constant(directory, "osrelease", KernelIdentity.RELEASE);
        constant(directory, "version", KernelIdentity.BUILD);
        constant(directory, "pid_max", "4194304");
        constant(directory, "threads-max", "127000");
        constant(directory, "ngroups_max", "65536");
        constant(directory, "cap_last_cap", "40");
        constant(directory, "overflowuid", "65534");
        constant(directory, "overflowgid", "65534");
        constant(directory, "core_pattern", "core");
        constant(directory, "shmmax", "18446744073692774399");
        constant(directory, "shmall", "18446744073692774399");
        constant(directory, "shmmni", "4096");
        constant(directory, "msgmax", "8192");
        constant(directory, "msgmni", "32000");
        constant(directory, "sem", "32000\t1024000000\t500\t32000");
        constant(directory, "randomize_va_space", "2");
        constant(directory, "perf_event_paranoid", "4");
        constant(directory, "sched_child_runs_first", "0");
        constant(directory, "sched_rt_runtime_us", "950000");
        constant(directory, "sched_rt_period_us", "1000000");
        constant(directory, "tainted", "0");
        constant(directory, "printk", "4\t4\t1\t7");
        constant(directory, "dmesg_restrict", "1");
        constant(directory, "kptr_restrict", "1");
        constant(directory, "panic", "0");
        constant(directory, "ctrl-alt-del", "0");
        constant(directory, "core_uses_pid", "0");
        constant(directory, "io_uring_disabled", "2");
        constant(directory, "unprivileged_bpf_disabled", "2");
        directory.text(
                "hostname",
                task -> services.kernel()
                                .names()
                                .node(() -> host.host().machine().name().node()) + "\n");
        directory.text("domainname", task -> services.kernel().names().domain() + "\n");
        directory.directory("random", this::random);
    }

    private void random(FixedDirectory directory) {
        directory.text("uuid", task -> UUID.randomUUID() + "\n");
        constant(directory, "boot_id", bootIdentifier);
        constant(directory, "entropy_avail", "256");
        constant(directory, "poolsize", "256");
    }

    private static void memory(FixedDirectory directory) {
        constant(directory, "overcommit_memory", "0");
        constant(directory, "overcommit_ratio", "50");
        constant(directory, "max_map_count", "65530");
        constant(directory, "mmap_min_addr", "65536");
        constant(directory, "swappiness", "60");
        constant(directory, "nr_hugepages", "0");
        constant(directory, "overcommit_kbytes", "0");
        constant(directory, "dirty_ratio", "20");
        constant(directory, "dirty_background_ratio", "10");
        constant(directory, "vfs_cache_pressure", "100");
        constant(directory, "page-cluster", "3");
        constant(directory, "zone_reclaim_mode", "0");
    }

    private static void files(FixedDirectory directory) {
        constant(directory, "file-max", "9223372036854775807");
        constant(directory, "file-nr", "1024\t0\t9223372036854775807");
        constant(directory, "nr_open", "1048576");
        constant(directory, "inode-nr", "0\t0");
        constant(directory, "dentry-state", "0\t0\t45\t0\t0\t0");
        constant(directory, "aio-max-nr", Integer.toString(AioCalls.MOST_REQUESTS));
        constant(directory, "aio-nr", "0");
        constant(directory, "lease-break-time", "45");
        constant(directory, "leases-enable", "0");
        constant(directory, "suid_dumpable", "0");
        constant(directory, "protected_hardlinks", "0");
        constant(directory, "protected_symlinks", "0");
        constant(directory, "protected_fifos", "0");
        constant(directory, "protected_regular", "0");
        constant(directory, "pipe-user-pages-soft", "16384");
        constant(directory, "pipe-user-pages-hard", "0");
        constant(directory, "pipe-max-size", "1048576");
        constant(directory, "aio-max-nr", "65536");
        directory.directory("inotify", inotify -> {
            constant(inotify, "max_user_watches", "524288");
            constant(inotify, "max_user_instances", "128");
            constant(inotify, "max_queued_events", "16384");
        });
    }

    private static void network(FixedDirectory directory) {
        directory.directory("core", core -> constant(core, "somaxconn", "4096"));
        directory.directory("ipv4", v4 -> constant(v4, "ip_local_port_range", "32768\t60999"));
    }

    private static void constant(FixedDirectory directory, String name, String value) {
        directory.text(name, task -> value + "\n");
    }
}
