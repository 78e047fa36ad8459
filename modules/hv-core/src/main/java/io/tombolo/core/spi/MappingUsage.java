package io.tombolo.core.spi;

import io.tombolo.core.spi.ProcessMemory.Mapping;

/**
 * One mapping with what is in memory of it, for {@code /proc/PID/smaps} (proc(5), Linux's {@code fs/proc/task_mmu.c}). All sizes in bytes.
 *
 * @param mapping the mapping
 * @param resident pages that the process can reach without a fault and that the host has in memory
 * @param shared those of them that others reach as well
 * @param dirty those of them that are not as they are in a file
 * @param sharedDirty those of them that are both
 * @param anonymous those of them that are the process's own, a copy-on-write sibling's included
 * @param proportional {@code resident} with each page divided by the number of those who reach it, as far as that is known
 * @param proportionalDirty the dirty pages of that
 * @param locked whether mlock(2) holds for it
 * @param memoryFile whether what is mapped lives in memory: shared anonymous memory, System V segments, tmpfs, memfd
 * @param flags the two-letter names of {@code VmFlags}, each with a blank after it
 * @param windows pages that point into windows of a host file
 * @param frames pages that point at frames of anonymous memory
 */
public record MappingUsage(
        Mapping mapping,
        long resident,
        long shared,
        long dirty,
        long sharedDirty,
        long anonymous,
        long proportional,
        long proportionalDirty,
        boolean locked,
        boolean memoryFile,
        String flags,
        long windows,
        long frames) {}
