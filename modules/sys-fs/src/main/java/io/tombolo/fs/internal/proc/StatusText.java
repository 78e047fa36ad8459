package io.tombolo.fs.internal.proc;

import io.tombolo.core.CapabilitySets;
import io.tombolo.core.Credentials;
import io.tombolo.core.Process;
import io.tombolo.core.SignalAction;
import io.tombolo.core.SignalActions;
import io.tombolo.core.Task;
import io.tombolo.core.spi.MemoryUsage;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.SystemCallGate;
import io.tombolo.core.spi.TraceState;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /proc/PID/status} (proc(5)). */
public final class StatusText {
    private final StringBuilder text = new StringBuilder(1200);

    private StatusText() {}

    /** The file of a process, or of one of its tasks. */
    public static String of(Process process, @Nullable Task of) {
        StatusText status = new StatusText();
        List<Task> tasks = process.tasks();
        Task task = of != null ? of : tasks.isEmpty() ? null : tasks.getFirst();
        status.identity(process, task);
        if (task != null) {
            HeldMemory.look(task, status, status::memory);
        }
        status.line("Threads", Integer.toString(tasks.size()));
        status.signals(process, task);
        if (task != null) {
            status.privileges(task.credentials().capabilities());
        }
        status.line("NoNewPrivs", task != null && task.noNewPrivileges() ? "1" : "0");
        SystemCallGate gate = task == null ? null : task.gate();
        status.line("Seccomp", Integer.toString(gate == null ? 0 : gate.filterMode()));
        status.processors(task);
        status.line("Mems_allowed", "1");
        status.line("Mems_allowed_list", "0");
        status.line("voluntary_ctxt_switches", "0");
        status.line("nonvoluntary_ctxt_switches", "0");
        return status.text.toString();
    }

    private void line(String label, String value) {
        text.append(label).append(":\t").append(value).append('\n');
    }

    private void identity(Process process, @Nullable Task task) {
        Credentials credentials = task == null ? Credentials.of(0, 0, List.of()) : task.credentials();
        line("Name", task == null ? "" : task.name().replace("\\", "\\\\").replace("\n", "\\n"));
        line(
                "Umask",
                "0" + Integer.toOctalString(task == null ? 0 : task.fileSystem().umask()));
        line("State", stateName(ProcessText.state(process, task)));
        line("Tgid", Integer.toString(process.pid()));
        line("Ngid", "0");
        line("Pid", Integer.toString(task == null ? process.pid() : task.tid()));
        line("PPid", Integer.toString(process.family().parentPid()));
        TraceState trace = task == null ? null : task.trace();
        line("TracerPid", Integer.toString(trace == null ? 0 : trace.tracerPid()));
        line(
                "Uid",
                credentials.realUser() + "\t" + credentials.effectiveUser() + "\t" + credentials.savedUser() + "\t"
                        + credentials.fileSystemUser());
        line(
                "Gid",
                credentials.realGroup() + "\t" + credentials.effectiveGroup() + "\t" + credentials.savedGroup() + "\t"
                        + credentials.fileSystemGroup());
        line(
                "FDSize",
                Integer.toString(task == null ? 0 : Math.max(64, task.files().descriptors().length)));
        StringBuilder groups = new StringBuilder();
        credentials.supplementaryGroups().forEach(group -> groups.append(group).append(' '));
        line("Groups", groups.toString());
        line("NStgid", Integer.toString(process.pid()));
        line("NSpid", Integer.toString(process.pid()));
        line("NSpgid", Integer.toString(process.family().group().id()));
        line("NSsid", Integer.toString(process.session().id()));
    }

    private static String stateName(char state) {
        return switch (state) {
            case 'R' -> "R (running)";
            case 'S' -> "S (sleeping)";
            case 'T' -> "T (stopped)";
            case 't' -> "t (tracing stop)";
            default -> "Z (zombie)";
        };
    }

    private StatusText memory(ProcessMemory memory) {
        MemoryUsage usage = memory.usage();
        long program = MapsText.textBytes(memory.programLayout(), usage);
        size("VmPeak", usage.peakVirtual());
        size("VmSize", usage.virtual());
        size("VmLck", usage.locked());
        size("VmPin", 0);
        size("VmHWM", usage.peakResident());
        size("VmRSS", usage.resident());
        size("RssAnon", usage.anonymous());
        size("RssFile", usage.resident() - usage.anonymous() - usage.sharedMemory());
        size("RssShmem", usage.sharedMemory());
        size("VmData", usage.data());
        size("VmStk", usage.stack());
        size("VmExe", program);
        size("VmLib", usage.executable() - program);
        size("VmPTE", usage.pageTables());
        size("VmSwap", 0);
        size("HugetlbPages", 0);
        line("CoreDumping", "0");
        line("THP_enabled", "0");
        return this;
    }

    private void size(String label, long bytes) {
        String number = Long.toString(bytes >> 10);
        text.append(label).append(":\t");
        for (int column = number.length(); column < 8; column++) {
            text.append(' ');
        }
        text.append(number).append(" kB\n");
    }

    private void signals(Process process, @Nullable Task task) {
        line("SigQ", "0/" + process.limits().soft(11));
        mask("SigPnd", task == null ? 0 : task.signals().pending());
        mask("ShdPnd", process.signals().pending());
        mask("SigBlk", task == null ? 0 : task.signals().blocked());
        long ignored = 0;
        long caught = 0;
        SignalActions actions = process.signals().actions();
        for (int signal = 1; signal <= 64; signal++) {
            SignalAction action = actions.get(signal);
            if (action.ignores()) {
                ignored |= 1L << (signal - 1);
            } else if (!action.isDefault()) {
                caught |= 1L << (signal - 1);
            }
        }
        mask("SigIgn", ignored);
        mask("SigCgt", caught);
    }

    private void privileges(CapabilitySets capabilities) {
        mask("CapInh", capabilities.inheritable());
        mask("CapPrm", capabilities.permitted());
        mask("CapEff", capabilities.effective());
        mask("CapBnd", capabilities.bounding());
        mask("CapAmb", capabilities.ambient());
    }

    private void processors(@Nullable Task task) {
        BitSet allowed = task == null ? null : task.scheduling().affinity();
        if (allowed == null) {
            allowed = new BitSet();
            allowed.set(0, Runtime.getRuntime().availableProcessors());
        }
        StringBuilder list = new StringBuilder();
        for (int first = allowed.nextSetBit(0); first >= 0; ) {
            int end = allowed.nextClearBit(first);
            list.append(list.isEmpty() ? "" : ",").append(first).append(end > first + 1 ? "-" + (end - 1) : "");
            first = allowed.nextSetBit(end);
        }
        line("Cpus_allowed", Long.toHexString(allowed.toLongArray()[0]));
        line("Cpus_allowed_list", list.toString());
    }

    private void mask(String label, long bits) {
        String hex = Long.toHexString(bits);
        line(label, "0".repeat(16 - hex.length()) + hex);
    }
}
