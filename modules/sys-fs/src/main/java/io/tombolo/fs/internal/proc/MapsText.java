package io.tombolo.fs.internal.proc;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.MemoryUsage;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.ProcessMemory.Mapping;

/** {@code /proc/PID/maps} and {@code statm} (proc(5)). One character is one byte. */
public final class MapsText {
    private static final int PAGE = 4096;
    /** Where {@code show_map_vma} of the kernel's {@code fs/proc/task_mmu.c} begins the name. */
    private static final int NAME_COLUMN = 73;

    private MapsText() {}

    /** {@code /proc/PID/maps}: a line for each mapping. */
    public static String maps(ProcessMemory memory) {
        StringBuilder text = new StringBuilder();
        for (Mapping mapping : memory.mappings()) {
            appendLine(text, mapping);
        }
        return text.toString();
    }

    static void appendLine(StringBuilder text, Mapping mapping) {
        int start = text.length();
        appendHex(text, mapping.start(), 8).append('-');
        appendHex(text, mapping.end(), 8).append(' ');
        int protection = mapping.protection();
        text.append((protection & Access.READ) != 0 ? 'r' : '-');
        text.append((protection & Access.WRITE) != 0 ? 'w' : '-');
        text.append((protection & Access.EXECUTE) != 0 ? 'x' : '-');
        text.append(mapping.shared() ? 's' : 'p').append(' ');
        appendHex(text, mapping.offset(), 8).append(' ');
        FileIdentity file = mapping.file();
        long device = file == null ? 0 : file.device();
        appendHex(text, major(device), 2).append(':');
        appendHex(text, minor(device), 2).append(' ');
        text.append(file == null ? 0 : file.inode()).append(' ');
        if (!mapping.name().isEmpty()) {
            while (text.length() - start < NAME_COLUMN) {
                text.append(' ');
            }
            // A newline in a file's name would forge a line.
            text.append(mapping.name().replace("\n", "\\012"));
        }
        text.append('\n');
    }

    private static StringBuilder appendHex(StringBuilder text, long value, int digits) {
        String hex = Long.toHexString(value);
        for (int missing = digits - hex.length(); missing > 0; missing--) {
            text.append('0');
        }
        return text.append(hex);
    }

    /** The major number of a {@code dev_t} as the C library packs it ({@code gnu_dev_major}). */
    static long major(long device) {
        return (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
    }

    /** The minor number. */
    static long minor(long device) {
        return (device & 0xff) | (device >>> 12 & ~0xffL);
    }

    /** {@code /proc/PID/statm}: sizes in pages. */
    public static String statm(ProcessMemory memory) {
        MemoryUsage usage = memory.usage();
        return pages(usage.virtual()) + " " + pages(usage.resident()) + " "
                + pages(usage.resident() - usage.anonymous()) + " " + pages(textBytes(memory.programLayout(), usage))
                + " 0 " + pages(usage.data() + usage.stack()) + " 0\n";
    }

    /** {@code VmExe}: the program's own code; the rest of what is executable is {@code VmLib}. */
    static long textBytes(ProcessMemory.ProgramLayout layout, MemoryUsage usage) {
        long end = (layout.endCode() + PAGE - 1) & -PAGE;
        return Math.min(usage.executable(), end - (layout.startCode() & -PAGE));
    }

    private static long pages(long bytes) {
        return bytes / PAGE;
    }
}
