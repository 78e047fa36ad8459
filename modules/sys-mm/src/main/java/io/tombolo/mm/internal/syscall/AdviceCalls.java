package io.tombolo.mm.internal.syscall;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.abi.layout.IovecLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;

/** madvise(2), process_madvise(2), mincore(2), msync(2). */
public final class AdviceCalls {
    /** mincore(2) looks at so much at once, so that a large range needs little memory. */
    private static final long CHUNK = 1L << 30;

    @Inject
    AdviceCalls() {}

    /** madvise(2). */
    @Syscall(
            value = "madvise",
            notes =
                    "MADV_FREE frees at once; hints about huge pages and merging keep mappings apart and do nothing else")
    public void madvise(
            Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.MADVISE) int advice) {
        PagedMemory.of(task).advise(addr, length, advice);
    }

    /** process_madvise(2): any advice for oneself, for others only what changes nothing that they could see. */
    @Syscall("process_madvise")
    public long processMadvise(
            Task task,
            @Arg(ArgumentKind.FD) int pidfd,
            @Arg(value = ArgumentKind.POINTER, length = "vlen") long vec,
            @Arg(ArgumentKind.SIZE) long vlen,
            @Arg(ArgumentKind.MADVISE) int advice,
            @Arg(ArgumentKind.HEX) int flags) {
        if (flags != 0 || vlen < 0 || vlen > Limits.UIO_MAXIOV) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        PagedMemory memory = memoryOf(task, pidfd);
        if (memory != task.memory()) {
            requireHarmless(task, advice);
        }
        long advised = 0;
        for (long at = vec; at < vec + vlen * IovecLayout.SIZEOF; at += IovecLayout.SIZEOF) {
            long length = task.guest().getLong(at + IovecLayout.IOV_LEN);
            try {
                memory.advise(task.guest().getLong(at + IovecLayout.IOV_BASE), length, advice);
            } catch (ErrnoException refused) {
                if (advised == 0) {
                    throw refused;
                }
                break;
            }
            advised += length;
        }
        return advised;
    }

    private static PagedMemory memoryOf(Task task, int pidfd) {
        OpenFile file = task.files().acquire(pidfd);
        try {
            Process process = file.process();
            if (process == null) {
                throw ErrnoException.of(Errno.EBADF);
            }
            Task leader = task.kernel().processes().task(process.pid());
            if (leader == null) {
                throw ErrnoException.of(Errno.ESRCH);
            }
            return (PagedMemory) leader.memory();
        } finally {
            file.release();
        }
    }

    private static void requireHarmless(Task task, int advice) {
        switch (advice) {
            case Mman.MADV_COLD, Mman.MADV_PAGEOUT, Mman.MADV_WILLNEED, Mman.MADV_COLLAPSE -> {
                if (!task.credentials().privileged()) {
                    throw ErrnoException.of(Errno.EPERM);
                }
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** msync(2). */
    @Syscall("msync")
    public void msync(
            Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.MSYNC_FLAGS) int flags) {
        PagedMemory.of(task).synchronize(addr, length, flags);
    }

    /** mincore(2). */
    @Syscall(value = "mincore", limits = "Tells of the page cache of files that the caller could not write, too.")
    public void mincore(
            Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.POINTER) long vec) {
        PagedMemory memory = PagedMemory.of(task);
        long done = 0;
        do {
            long piece = length < 0 ? length : Math.min(CHUNK, length - done);
            byte[] resident = memory.residency(addr + done, piece);
            task.guest().copyOut(vec + done / 4096, resident, 0, resident.length);
            done += piece;
        } while (done < length);
    }
}
