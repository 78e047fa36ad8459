package io.tombolo.mm.internal.syscall;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.HugePages;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;

/** mmap(2), munmap(2), mprotect(2), mseal(2), pkeys(7), brk(2). */
public final class MappingCalls {
    private static final int NO_KEY = -1;
    private static final int KEY_OF_ALL = 0;

    @Inject
    MappingCalls() {}

    /** mmap(2). */
    @Syscall(
            value = "mmap",
            result = ArgumentKind.HEX,
            notes = "There is no vm.max_map_count.",
            limits = "Files of noexec mounts can be executed.")
    public long mmap(
            Task task,
            long addr,
            @Arg(ArgumentKind.SIZE) long length,
            @Arg(ArgumentKind.PROT) int prot,
            @Arg(ArgumentKind.MAP_FLAGS) int flags,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.OFFSET) long offset) {
        if ((offset & 4095) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & MAP_ANONYMOUS) != 0) {
            checkHuge(flags);
            return PagedMemory.of(task).map(addr, length, prot, flags, null, 0);
        }
        OpenFile file = task.files().acquire(fd);
        try {
            if ((file.statusFlags() & Fcntl.O_PATH) != 0) {
                throw ErrnoException.of(Errno.EBADF);
            }
            if ((flags & MAP_HUGETLB) != 0) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            return PagedMemory.of(task).map(addr, length, prot, flags, file, offset);
        } finally {
            file.release();
        }
    }

    /** There are no huge pages to be had; a size that no processor has is another error. */
    private static void checkHuge(int flags) {
        if ((flags & MAP_HUGETLB) == 0) {
            return;
        }
        throw HugePages.refusal(flags >>> MAP_HUGE_SHIFT & MAP_HUGE_MASK);
    }

    /** munmap(2). */
    @Syscall("munmap")
    public void munmap(Task task, long addr, @Arg(ArgumentKind.SIZE) long length) {
        PagedMemory.of(task).unmap(addr, length);
    }

    /** mprotect(2). */
    @Syscall("mprotect")
    public void mprotect(Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.PROT) int prot) {
        PagedMemory.of(task).protect(addr, length, prot);
    }

    /** mseal(2). */
    @Syscall("mseal")
    public void mseal(Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.HEX) long flags) {
        PagedMemory.of(task).seal(addr, length, flags);
    }

    /** pkey_alloc(2): no processor of ours has protection keys, so there is none to be had. */
    @Syscall(value = "pkey_alloc", notes = "as on a processor without FEAT_S1POE")
    public long pkeyAlloc(Task task, @Arg(ArgumentKind.HEX) int flags, @Arg(ArgumentKind.HEX) long access_rights) {
        boolean valid = flags == 0 && (access_rights & ~(PKEY_DISABLE_ACCESS | PKEY_DISABLE_WRITE)) == 0;
        return -(valid ? Errno.ENOSPC : Errno.EINVAL).number();
    }

    /** pkey_free(2). */
    @Syscall(value = "pkey_free", notes = "as on a processor without FEAT_S1POE")
    public long pkeyFree(Task task, int pkey) {
        return -Errno.EINVAL.number();
    }

    /** pkey_mprotect(2): with the key that every page has, or none (-1), it is mprotect(2). */
    @Syscall(value = "pkey_mprotect", notes = "as on a processor without FEAT_S1POE")
    public void pkeyMprotect(
            Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.PROT) int prot, int pkey) {
        if (pkey != NO_KEY && pkey != KEY_OF_ALL) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        PagedMemory.of(task).protect(addr, length, prot);
    }

    /** brk(2): answers the break in force, which is not the one asked for if that could not be. */
    @Syscall(value = "brk", result = ArgumentKind.HEX)
    public long brk(Task task, long addr) {
        return PagedMemory.of(task).heap().moveBreak(addr);
    }
}
