package io.tombolo.core.spi;

/**
 * Sizes of a process's memory in bytes, for {@code /proc/PID/status} and {@code statm} (proc(5)).
 *
 * @param virtual all mappings
 * @param peakVirtual the most that this has been
 * @param resident pages that the process can reach without a fault and that the host has in memory
 * @param peakResident an upper bound of the most that this has been
 * @param anonymous resident pages of the process's own
 * @param sharedMemory resident pages of shared anonymous memory, System V segments, tmpfs and memfd
 * @param data private writable mappings
 * @param stack the stack
 * @param executable executable mappings that cannot be written
 * @param locked mappings locked by mlock(2)
 * @param pageTables what the page map takes
 */
public record MemoryUsage(
        long virtual,
        long peakVirtual,
        long resident,
        long peakResident,
        long anonymous,
        long sharedMemory,
        long data,
        long stack,
        long executable,
        long locked,
        long pageTables) {}
