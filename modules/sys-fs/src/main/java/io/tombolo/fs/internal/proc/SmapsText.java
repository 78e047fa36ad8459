package io.tombolo.fs.internal.proc;

import io.tombolo.core.spi.MappingUsage;
import io.tombolo.core.spi.ProcessMemory;
import java.util.List;

/**
 * {@code /proc/PID/smaps} and {@code smaps_rollup}, in the lines and the order of Linux's {@code fs/proc/task_mmu.c}. Two lines of our own
 * tell how a mapping is backed: how much of it points into windows of a host file, and how much at frames of anonymous memory;
 * the rest is absent until it is touched. They stand before the flags, where procps takes any size.
 */
final class SmapsText {
    private static final int PAGE_KILOBYTES = 4;

    private final StringBuilder text;

    private SmapsText(int capacity) {
        text = new StringBuilder(capacity);
    }

    /** {@code smaps}: each mapping with its sizes. */
    static String smaps(ProcessMemory memory) {
        List<MappingUsage> usages = memory.mappingUsages();
        SmapsText smaps = new SmapsText(usages.size() * 900);
        usages.forEach(smaps::entry);
        return smaps.text.toString();
    }

    private void entry(MappingUsage usage) {
        MapsText.appendLine(text, usage.mapping());
        long length = usage.mapping().end() - usage.mapping().start();
        size("Size:", length);
        size("KernelPageSize:", PAGE_KILOBYTES << 10);
        size("MMUPageSize:", PAGE_KILOBYTES << 10);
        size("Rss:", usage.resident());
        size("Pss:", usage.proportional());
        size("Pss_Dirty:", usage.proportionalDirty());
        counts(Counts.of(usage));
        number("THPeligible:", 0);
        text.append('\n');
        size("TomboloWindows:", usage.windows());
        size("TomboloFrames:", usage.frames());
        text.append("VmFlags: ").append(usage.flags()).append('\n');
    }

    /** {@code smaps_rollup}: the sums over all mappings. */
    static String rollup(ProcessMemory memory) {
        List<MappingUsage> usages = memory.mappingUsages();
        if (usages.isEmpty()) {
            return "";
        }
        SmapsText rollup = new SmapsText(900);
        long start = usages.getFirst().mapping().start();
        long end = usages.getLast().mapping().end();
        MapsText.appendLine(rollup.text, new ProcessMemory.Mapping(start, end, 0, false, 0, null, "[rollup]"));
        rollup.sums(usages);
        return rollup.text.toString();
    }

    private void sums(List<MappingUsage> usages) {
        Counts counts = Counts.NONE;
        long resident = 0;
        long proportional = 0;
        long dirty = 0;
        long memoryFiles = 0;
        long files = 0;
        for (MappingUsage usage : usages) {
            resident += usage.resident();
            proportional += usage.proportional();
            dirty += usage.proportionalDirty();
            long ofFile = usage.resident() == 0
                    ? 0
                    : usage.proportional() * (usage.resident() - usage.anonymous()) / usage.resident();
            memoryFiles += usage.memoryFile() ? ofFile : 0;
            files += usage.memoryFile() ? 0 : ofFile;
            counts = counts.plus(Counts.of(usage));
        }
        size("Rss:", resident);
        size("Pss:", proportional);
        size("Pss_Dirty:", dirty);
        size("Pss_Anon:", proportional - memoryFiles - files);
        size("Pss_File:", files);
        size("Pss_Shmem:", memoryFiles);
        counts(counts);
    }

    /** The lines that an entry and the sums have in common. */
    private void counts(Counts counts) {
        size("Shared_Clean:", counts.shared - counts.sharedDirty);
        size("Shared_Dirty:", counts.sharedDirty);
        size("Private_Clean:", counts.resident - counts.shared - (counts.dirty - counts.sharedDirty));
        size("Private_Dirty:", counts.dirty - counts.sharedDirty);
        size("Referenced:", counts.resident);
        size("Anonymous:", counts.anonymous);
        size("KSM:", 0);
        size("LazyFree:", 0);
        size("AnonHugePages:", 0);
        size("ShmemPmdMapped:", 0);
        size("FilePmdMapped:", 0);
        size("Shared_Hugetlb:", 0);
        size("Private_Hugetlb:", 0);
        size("Swap:", 0);
        size("SwapPss:", 0);
        size("Locked:", counts.locked);
    }

    /** Bytes of a mapping, or of several. */
    private record Counts(long resident, long shared, long dirty, long sharedDirty, long anonymous, long locked) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        static Counts of(MappingUsage usage) {
            return new Counts(
                    usage.resident(),
                    usage.shared(),
                    usage.dirty(),
                    usage.sharedDirty(),
                    usage.anonymous(),
                    usage.locked() ? usage.proportional() : 0);
        }

        Counts plus(Counts other) {
            return new Counts(
                    resident + other.resident,
                    shared + other.shared,
                    dirty + other.dirty,
                    sharedDirty + other.sharedDirty,
                    anonymous + other.anonymous,
                    locked + other.locked);
        }
    }

    private void size(String label, long bytes) {
        number(label, bytes >> 10);
        text.append(" kB\n");
    }

    private void number(String label, long value) {
        text.append(label);
        String number = Long.toString(value);
        for (int column = label.length() + number.length(); column < 24; column++) {
            text.append(' ');
        }
        text.append(number);
    }
}
