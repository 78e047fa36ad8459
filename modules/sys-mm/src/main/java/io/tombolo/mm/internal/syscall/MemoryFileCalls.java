package io.tombolo.mm.internal.syscall;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.Host;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;

/** memfd_create(2): a memory file of the host's, so that seals and mappings are the host kernel's own. */
public final class MemoryFileCalls {
    private static final int LONGEST_NAME = 249;

    private final Host host;
    private final KernelServices services;

    @Inject
    MemoryFileCalls(Host host, KernelServices services) {
        this.host = host;
        this.services = services;
    }

    /** memfd_create(2). */
    @Syscall(value = "memfd_create", result = ArgumentKind.FD)
    public long memfdCreate(
            Task task, @Arg(ArgumentKind.STRING) long name, @Arg(ArgumentKind.MEMFD_FLAGS) int flags) {
        boolean huge = (flags & MFD_HUGETLB) != 0;
        if (!huge && (flags & ~(MFD_CLOEXEC | MFD_ALLOW_SEALING)) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        String text = name(task, name);
        if (huge) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        int descriptor = host.mappings()
                .createMemoryFile(utf8(text), MFD_CLOEXEC | flags & MFD_ALLOW_SEALING);
        OpenFile file = adopt(descriptor);
        try {
            long limit = task.process().limits().bound(ResourceLimits.OPEN_FILES);
            return task.files().install(file, 0, (flags & MFD_CLOEXEC) != 0, limit);
        } catch (ErrnoException full) {
            file.release();
            throw full;
        }
    }

    private OpenFile adopt(int descriptor) {
        try {
            return services.service(FileSystem.class).adopt(descriptor, Fcntl.O_RDWR | Fcntl.O_LARGEFILE);
        } catch (ErrnoException refused) {
            host.files().close(descriptor);
            throw refused;
        }
    }

    private static String name(Task task, long address) {
        try {
            return task.guest().readString(address, LONGEST_NAME);
        } catch (ErrnoException error) {
            throw error.errno() == Errno.ENAMETOOLONG ? ErrnoException.of(Errno.EINVAL) : error;
        }
    }

    /** Guest strings travel as one character a byte; the host's are encoded. */
    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
