package io.tombolo.core.spi;

import io.tombolo.core.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process's memory: the VMAs, and the address space beneath them. Shared by all tasks that were cloned with {@code
 * CLONE_VM}; ref-counted. Thread-safe. The protection and flag arguments are the guest ABI's of mmap(2); errors are thrown
 * as {@link ErrnoException}.
 */
public interface ProcessMemory {
    /** The mechanism beneath. */
    AddressSpace addressSpace();

    /** Adds a reference. */
    void retain();

    /** Adds a reference, unless the last one has gone already. */
    boolean tryRetain();

    /**
     * Says which task acts on it from now on: page faults go by its limits and rights, and System V segments tell by its process who
     * came and went last.
     */
    default void setActor(Task task) {}

    /** Drops a reference; the last one unmaps everything. */
    void release();

    /**
     * mmap(2).
     *
     * @param file null with {@code MAP_ANONYMOUS}
     * @return the address
     */
    long map(long address, long length, int protection, int flags, @Nullable OpenFile file, long offset);

    /** munmap(2). */
    void unmap(long address, long length);

    /** mprotect(2). */
    void protect(long address, long length, int protection);

    /**
     * Maps the kernel's own pages into the process (the vDSO), shown under a name such as {@code [vdso]}.
     *
     * @param content the bytes; padded to whole pages with zeros
     * @param protection what the guest may do
     * @return the address
     */
    long mapKernelPages(byte[] content, int protection, String name);

    /**
     * Maps the initial stack below the top of the address space, growing downwards to the limit.
     *
     * @param limit {@code RLIMIT_STACK} in bytes
     * @return the address of its end, 16-byte aligned
     */
    long mapStack(long limit, boolean executable);

    /** Sets where the heap begins, after the program was mapped; brk(2) moves its end. */
    void setBreakStart(long address);

    /** What {@code /proc/PID/stat} and {@code cmdline} need to know of the program; set by {@code execve}. */
    void setProgramLayout(ProgramLayout layout);

    /** The layout; all zero before the first {@code execve}. */
    ProgramLayout programLayout();

    /** Answers a page fault of a task of this memory. */
    FaultResult handleFault(long address, int access);

    /**
     * A snapshot of this memory for a new process: the parent's private pages as they are now, shared mappings shared. On
     * failure nothing has changed.
     *
     * @throws ErrnoException {@code ENOMEM}, {@code EAGAIN}
     */
    ProcessMemory fork();

    /**
     * Where shared memory lies, for futexes between processes.
     *
     * @return the object and offset behind the address, or null where the mapping is private
     * @throws ErrnoException {@code EFAULT} if nothing is mapped there
     */
    @Nullable
    SharedLocation sharedLocation(long address);

    /** The mappings in order of address, for {@code /proc/PID/maps}. */
    List<Mapping> mappings();

    /**
     * The mappings with what is in memory of each, for {@code /proc/PID/smaps}. Neither this nor the like below stops the guest:
     * what it changes meanwhile may be seen or not. The caller has a reference.
     */
    List<MappingUsage> mappingUsages();

    /** Sizes, for {@code /proc/PID/status} and {@code statm}. The caller has a reference. */
    MemoryUsage usage();

    /** An upper bound of the most bytes that have been in memory, at no cost: {@code ru_maxrss}. */
    long peakResident();

    /** Makes {@link #peakResident} begin anew. */
    void resetPeakResident();

    /** Visits the pages of a range that are in memory, in order, for {@code /proc/PID/pagemap}; absent ones cost nothing. */
    void forEachResidentPage(long address, long length, ResidentPageVisitor visitor);

    /** Takes pages that are in memory. */
    @FunctionalInterface
    interface ResidentPageVisitor {
        /**
         * One page.
         *
         * @param shared whether it is a file's or shared memory's, and not the process's own
         * @param exclusive whether nobody else reaches it, as far as that is known
         */
        void visit(long address, boolean shared, boolean exclusive);
    }

    /**
     * A place in a shared memory object.
     *
     * @param object identifies the object: equal for all mappings of one file or shared memory
     * @param offset in bytes from its beginning
     */
    record SharedLocation(Object object, long offset) {}

    /**
     * One mapping.
     *
     * @param start first address
     * @param end one past the last
     * @param protection {@link Access} bits
     * @param shared whether {@code MAP_SHARED}
     * @param offset in the file
     * @param file what is mapped; null for anonymous memory
     * @param name what stands in the last column, such as a path or {@code [heap]}; empty for none
     */
    record Mapping(
            long start,
            long end,
            int protection,
            boolean shared,
            long offset,
            @Nullable FileIdentity file,
            String name) {}

    /** Addresses of the program's parts, as the kernel's {@code mm_struct} keeps them. */
    record ProgramLayout(
            long startCode,
            long endCode,
            long startData,
            long endData,
            long startBreak,
            long startStack,
            long argumentsStart,
            long argumentsEnd,
            long environmentStart,
            long environmentEnd,
            List<Long> auxiliaryVector) {
        /** Takes over an immutable copy of the auxiliary vector: types and values in turn, {@code AT_NULL} included. */
        public ProgramLayout {
            auxiliaryVector = List.copyOf(auxiliaryVector);
        }

        /** Nothing known. */
        public static final ProgramLayout NONE = new ProgramLayout(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
    }
}
