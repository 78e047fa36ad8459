package io.tombolo.fs.internal.proc;

import io.tombolo.core.Kernel;
import io.tombolo.host.posix.HostMachine.MachineLoad;

/** The files of {@code /proc} that tell of the whole machine (proc(5)), with the host's own numbers. */
public final class SystemText {
    private static final int TICKS_PER_SECOND = 100;
    private static final int PAGE = 4096;

    private SystemText() {}

    /** {@code /proc/meminfo}. */
    public static String memory(MachineLoad load) {
        StringBuilder text = new StringBuilder(1024);
        long cached = load.sharedMemory();
        size(text, "MemTotal", load.totalMemory());
        size(text, "MemFree", load.freeMemory());
        size(text, "MemAvailable", load.freeMemory() + load.bufferMemory());
        size(text, "Buffers", load.bufferMemory());
        size(text, "Cached", cached);
        size(text, "SwapCached", 0);
        size(text, "Active", 0);
        size(text, "Inactive", cached);
        size(text, "SwapTotal", load.totalSwap());
        size(text, "SwapFree", load.freeSwap());
        size(text, "Dirty", 0);
        size(text, "Writeback", 0);
        size(text, "AnonPages", 0);
        size(text, "Mapped", 0);
        size(text, "Shmem", load.sharedMemory());
        size(text, "Slab", 0);
        size(text, "SReclaimable", 0);
        size(text, "SUnreclaim", 0);
        size(text, "PageTables", 0);
        size(text, "CommitLimit", load.totalMemory() / 2 + load.totalSwap());
        size(text, "Committed_AS", 0);
        size(text, "VmallocTotal", 0);
        size(text, "VmallocUsed", 0);
        text.append("HugePages_Total:       0\nHugePages_Free:        0\nHugePages_Rsvd:        0\n");
        text.append("HugePages_Surp:        0\nHugepagesize:       2048 kB\n");
        return text.toString();
    }

    private static void size(StringBuilder text, String label, long bytes) {
        String number = Long.toString(bytes >> 10);
        text.append(label).append(':');
        for (int column = label.length() + 1 + number.length(); column < 24; column++) {
            text.append(' ');
        }
        text.append(number).append(" kB\n");
    }

    /** {@code /proc/vmstat}: what is known of the host's memory, in pages. */
    public static String memoryStatistics(MachineLoad load) {
        return "nr_free_pages " + load.freeMemory() / PAGE + "\nnr_shmem " + load.sharedMemory() / PAGE
                + "\nnr_dirty 0\nnr_writeback 0\npgpgin 0\npgpgout 0\npswpin 0\npswpout 0\npgfault 0\npgmajfault 0\n";
    }

    /** {@code /proc/interrupts}: a heading, since no guest is interrupted. */
    public static String interrupts(int processors) {
        StringBuilder text = new StringBuilder("    ");
        for (int processor = 0; processor < processors; processor++) {
            text.append("       CPU").append(processor);
        }
        return text.append('\n').toString();
    }

    /** {@code /proc/cpuinfo}: the engine's stanza for each processor. */
    public static String processors(Kernel kernel, int processors) {
        String stanza = kernel.engine().processorDescription().stripTrailing();
        StringBuilder text = new StringBuilder();
        for (int processor = 0; processor < processors; processor++) {
            text.append("processor\t: ").append(processor).append('\n');
            text.append(stanza).append("\n\n");
        }
        return text.toString();
    }

    /** {@code /proc/stat}; times are those of the kernel's own life. */
    public static String statistics(Kernel kernel, int processors, long bootSeconds) {
        long ticks = uptimeNanos(kernel) / (1_000_000_000 / TICKS_PER_SECOND);
        StringBuilder text = new StringBuilder(512);
        processorLine(text, "cpu ", ticks * processors);
        for (int processor = 0; processor < processors; processor++) {
            processorLine(text, "cpu" + processor, ticks);
        }
        text.append("intr 0\nctxt 0\nbtime ").append(bootSeconds);
        text.append("\nprocesses ").append(kernel.processes().lastNumber());
        text.append("\nprocs_running ").append(runningTasks(kernel)).append("\nprocs_blocked 0\n");
        return text.toString();
    }

    private static void processorLine(StringBuilder text, String label, long idleTicks) {
        text.append(label).append(" 0 0 0 ").append(idleTicks).append(" 0 0 0 0 0 0\n");
    }

    private static long runningTasks(Kernel kernel) {
        return kernel.processes().tasks().stream()
                .filter(task -> !task.waiting())
                .count();
    }

    private static long uptimeNanos(Kernel kernel) {
        return System.nanoTime() - kernel.bootNanos();
    }

    /** {@code /proc/uptime}: of the host, so that it agrees with {@code CLOCK_BOOTTIME}. */
    public static String uptime(long boottimeNanos) {
        String seconds = hundredths(boottimeNanos);
        return seconds + " " + seconds + "\n";
    }

    private static String hundredths(long nanos) {
        long value = nanos / 10_000_000;
        long rest = value % 100;
        return value / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    /** {@code /proc/loadavg}. */
    public static String loadAverage(Kernel kernel, MachineLoad load) {
        return average(load.load1()) + " " + average(load.load5()) + " " + average(load.load15()) + " "
                + runningTasks(kernel) + "/" + kernel.processes().tasks().size() + " "
                + kernel.processes().lastNumber() + "\n";
    }

    private static String average(long timesBy65536) {
        return hundredths((timesBy65536 * 1_000_000_000L) >> 16);
    }

    /** {@code /proc/filesystems}. */
    public static String fileSystems() {
        return "nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tdevtmpfs\nnodev\tdevpts\n\text4\n";
    }

    /** {@code /proc/[pid]/io} of a process whose transfers are not counted. */
    public static String transfers() {
        return "rchar: 0\nwchar: 0\nsyscr: 0\nsyscw: 0\nread_bytes: 0\nwrite_bytes: 0\ncancelled_write_bytes: 0\n";
    }
}
