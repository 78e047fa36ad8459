package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Stat;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.mm.internal.backing.FileBacking;
import io.tombolo.mm.internal.backing.SharedMemory;
import io.tombolo.mm.internal.backing.ZeroDevice;
import io.tombolo.mm.internal.vma.Backing;
import io.tombolo.mm.internal.vma.Vma;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an mmap(2) call maps: checked when it is made, reserved before the change is visible. */
abstract sealed class MappingSource {
    /** {@code LEGACY_MAP_MASK}: what {@code MAP_SHARED_VALIDATE} knows. */
    private static final int KNOWN_FLAGS = MAP_SHARED
            | MAP_PRIVATE
            | MAP_FIXED
            | MAP_ANONYMOUS
            | MAP_DENYWRITE
            | MAP_EXECUTABLE
            | MAP_UNINITIALIZED
            | MAP_GROWSDOWN
            | MAP_LOCKED
            | MAP_NORESERVE
            | MAP_POPULATE
            | MAP_NONBLOCK
            | MAP_STACK
            | MAP_HUGETLB;

    /** Those whose last offset is a positive number: {@code file_mmap_size_max}. */
    private static final Set<Integer> FILES_WITH_SIZES = Set.of(Stat.S_IFREG, Stat.S_IFBLK, Stat.S_IFSOCK);

    final KernelMemory kernel;
    private final int flags;
    private final int maximum;

    private MappingSource(KernelMemory kernel, int flags, int maximum) {
        this.kernel = kernel;
        this.flags = flags;
        this.maximum = maximum;
    }

    /**
     * Checks what the call asks for.
     *
     * @throws ErrnoException {@code EINVAL}, {@code EACCES}, {@code ENODEV}, {@code EOVERFLOW}, {@code EOPNOTSUPP}
     */
    static MappingSource of(
            KernelMemory kernel, @Nullable OpenFile file, int flags, int protection, long offset, long bytes) {
        if (file == null) {
            return anonymous(kernel, flags, bytes);
        }
        checkFile(file, flags, protection, offset, bytes);
        boolean shared = (flags & MAP_TYPE) != MAP_PRIVATE;
        if (file.mapsAsAnonymous()) {
            return shared
                    ? new SharedAnonymous(kernel, bytes, deleted(file.identity()), offset)
                    : new PrivateZeros(kernel, file, offset);
        }
        if (file.hostDescriptor() < 0) {
            throw ErrnoException.of(Errno.ENODEV);
        }
        return new File(kernel, file, flags, offset, protection);
    }

    private static MappingSource anonymous(KernelMemory kernel, int flags, long bytes) {
        int grows = flags & MAP_GROWSDOWN;
        return switch (flags & MAP_TYPE) {
            case MAP_PRIVATE -> new PrivateAnonymous(kernel, grows == 0 ? 0 : Vma.GROWS_DOWN);
            case MAP_SHARED -> {
                if (grows != 0) {
                    throw ErrnoException.of(Errno.EINVAL);
                }
                yield new SharedAnonymous(kernel, bytes, new FileIdentity(1, 0, 0, "/dev/zero (deleted)"), 0);
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private static void checkFile(OpenFile file, int flags, int protection, long offset, long bytes) {
        boolean sized = FILES_WITH_SIZES.contains(file.identity().mode() & Stat.S_IFMT);
        long largest = (sized ? Long.MAX_VALUE : -1L) - bytes;
        boolean tooFar = Long.compareUnsigned(offset >>> 12, largest >>> 12) > 0;
        if (tooFar) {
            throw ErrnoException.of(Errno.EOVERFLOW);
        }
        switch (flags & MAP_TYPE) {
            case MAP_SHARED_VALIDATE -> {
                if ((flags & ~KNOWN_FLAGS) != 0) {
                    throw ErrnoException.of(Errno.EOPNOTSUPP);
                }
                checkSharedWrite(file, protection);
            }
            case MAP_SHARED -> checkSharedWrite(file, protection);
            case MAP_PRIVATE -> {}
            default -> throw ErrnoException.of(Errno.EINVAL);
        }
        if (!file.readable()) {
            throw ErrnoException.of(Errno.EACCES);
        }
        if ((protection & PROT_EXEC) != 0 && isOutsideFileSystems(file)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        if (isUnmappable(file)) {
            throw ErrnoException.of(Errno.ENODEV);
        }
        if ((flags & MAP_GROWSDOWN) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static void checkSharedWrite(OpenFile file, int protection) {
        if ((protection & PROT_WRITE) != 0 && !file.writable()) {
            throw ErrnoException.of(Errno.EACCES);
        }
    }

    private static FileIdentity deleted(FileIdentity file) {
        return new FileIdentity(file.device(), file.inode(), file.mode(), file.path() + " (deleted)");
    }

    /** Pipes and sockets without a name lie in file systems of the kernel's own, from which nothing is executed. */
    private static boolean isOutsideFileSystems(OpenFile file) {
        String path = file.identity().path();
        return path.startsWith("pipe:") || path.startsWith("socket:");
    }

    private static boolean isUnmappable(OpenFile file) {
        int type = file.identity().mode() & Stat.S_IFMT;
        return type == Stat.S_IFDIR || type == Stat.S_IFIFO || type == Stat.S_IFSOCK;
    }

    /** The VMA, still without its backing. */
    Vma vma(long place, long bytes, int protection, int extraFlags) {
        return new Vma(place, place + bytes, protection, maximum, flags | extraFlags, null, place, "");
    }

    /** Whether the kernel may have to find memory for all of it: {@code accountable_mapping}. */
    boolean promisesMemory(Vma vma) {
        return vma.isPrivate() && (vma.protection() & Access.WRITE) != 0;
    }

    /** Reserves what the mapping needs, to be dropped if the change is not committed. */
    abstract void reserve(Change change, Vma vma);

    /** The VMA with what {@link #reserve} found. */
    abstract Vma backed(Vma vma);

    static Vma over(Vma vma, Backing backing, int maximum, long offset, @Nullable OpenFile description) {
        return new Vma(
                vma.start(), vma.end(), vma.protection(), maximum, vma.flags(), backing, offset, "", description, null);
    }

    private static final class PrivateAnonymous extends MappingSource {
        PrivateAnonymous(KernelMemory kernel, int flags) {
            super(kernel, flags, Vma.ALL);
        }

        @Override
        void reserve(Change change, Vma vma) {}

        @Override
        Vma backed(Vma vma) {
            return vma;
        }
    }

    /** {@code /dev/zero}, mapped privately. */
    private static final class PrivateZeros extends MappingSource {
        private final OpenFile file;
        private final long offset;

        PrivateZeros(KernelMemory kernel, OpenFile file, long offset) {
            super(kernel, 0, Vma.ALL);
            this.file = file;
            this.offset = offset;
        }

        @Override
        void reserve(Change change, Vma vma) {}

        @Override
        Vma backed(Vma vma) {
            return over(vma, new ZeroDevice(file.identity()), Vma.ALL, offset, file);
        }
    }

    /**
     * Memory of its own for each mapping, as large as the mapping. That of {@code /dev/zero} is shown from the given offset on all the
     * same, so that its end is missing: {@code shmem_zero_setup} does not look at the offset.
     */
    private static final class SharedAnonymous extends MappingSource {
        private final SharedMemory shared;
        private final long offset;

        SharedAnonymous(KernelMemory kernel, long bytes, FileIdentity name, long offset) {
            super(kernel, Vma.SHARED, Vma.ALL);
            this.offset = offset;
            this.shared = new SharedMemory(kernel.pool(), bytes, name);
        }

        @Override
        boolean promisesMemory(Vma vma) {
            return true;
        }

        @Override
        void reserve(Change change, Vma vma) {
            shared.retain(Change.pages(vma.length()));
            change.reserve(shared, Change.pages(vma.length()));
        }

        @Override
        Vma backed(Vma vma) {
            return over(vma, shared, Vma.ALL, offset, null);
        }
    }

    private static final class File extends MappingSource {
        private final OpenFile file;
        private final long offset;
        private final boolean shared;
        private final boolean exposed;
        private @Nullable FileBacking backing;
        private final boolean writable;

        File(KernelMemory kernel, OpenFile file, int flags, long offset, int protection) {
            super(kernel, (flags & MAP_TYPE) != MAP_PRIVATE ? Vma.SHARED : 0, Vma.ALL);
            this.file = file;
            this.offset = offset;
            this.shared = (flags & MAP_TYPE) != MAP_PRIVATE;
            // The flag that Linux ignores is what loaders give for programs and libraries.
            this.exposed = (flags & MAP_DENYWRITE) == 0;
            this.writable = shared && file.writable() && !kernel.files().isSealedAgainstWriting(file);
            if (shared && (protection & PROT_WRITE) != 0 && !writable) {
                throw ErrnoException.of(Errno.EPERM);
            }
        }

        @Override
        void reserve(Change change, Vma vma) {
            long pages = Change.pages(vma.length());
            FileBacking found = kernel.files().acquire(file, writable, exposed, pages);
            boolean prepared = false;
            try {
                found.prepare(offset);
                prepared = true;
            } finally {
                if (!prepared) {
                    found.release(pages);
                }
            }
            found.addMapper(change.memory());
            change.reserve(found, pages);
            backing = found;
        }

        @Override
        Vma backed(Vma vma) {
            if (backing == null) {
                throw new IllegalStateException("not reserved");
            }
            int maximum = shared && !writable ? Vma.ALL & ~Access.WRITE : Vma.ALL;
            return over(vma, backing, maximum, offset, file);
        }
    }
}
