package io.tombolo.fs.internal.call;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.file.RegularFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** Files of memfd_create(2): the host's own. */
final class MemoryFiles {
    /** {@code MFD_NAME_MAX_LEN} of {@code mm/memfd.c}. */
    private static final int LONGEST_NAME = 249;
    /** {@code MFD_NOEXEC_SEAL} and {@code MFD_EXEC}. */
    private static final int EXECUTION = 0x18;

    private static final int MFD_HUGETLB = 4;
    private static final int HUGE_SHIFT = 26;
    /** log2 of the huge page sizes that AArch64 has with pages of 4 KiB: 64 KiB, 2 MiB, 32 MiB, 1 GiB. */
    private static final long HUGE_SIZES = 1L << 16 | 1L << 21 | 1L << 25 | 1L << 30;

    private final HostFiles files;

    MemoryFiles(HostFiles files) {
        this.files = files;
    }

    long create(Task task, long nameAddress, int flags) {
        int known = Mman.MFD_CLOEXEC | Mman.MFD_ALLOW_SEALING | EXECUTION;
        boolean huge = (flags & MFD_HUGETLB) != 0;
        Descriptors.requireFlags(flags, huge ? known | MFD_HUGETLB | -1 << HUGE_SHIFT : known);
        byte[] name = name(task, nameAddress);
        if (huge) {
            throw ErrnoException.of(isHugeSize(flags >>> HUGE_SHIFT) ? Errno.ENOMEM : Errno.ENODEV);
        }
        NativeBuffer text = NativeBuffer.allocate(LONGEST_NAME + 1);
        text.bytes().put(0, name);
        long descriptor =
                files.host().calls().call(SyscallNumbers.MEMFD_CREATE, text.address(), flags | Mman.MFD_CLOEXEC);
        check(descriptor);
        OpenFile file =
                new RegularFile(files, Mount.nowhere(), (int) descriptor, Fcntl.O_RDWR | Fcntl.O_LARGEFILE, false);
        return Descriptors.install(task, file, (flags & Mman.MFD_CLOEXEC) != 0);
    }

    private static boolean isHugeSize(int shift) {
        return shift == 0 || (HUGE_SIZES & 1L << shift) != 0;
    }

    private static byte[] name(Task task, long address) {
        try {
            return HostSystem.bytes(task.guest().readString(address, LONGEST_NAME));
        } catch (ErrnoException error) {
            throw error.number() == Errno.ENAMETOOLONG.number() ? ErrnoException.of(Errno.EINVAL) : error;
        }
    }
}
