package io.tombolo.mm.internal.backing;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.MappedFiles;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.Mman;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that guests of one kernel map, so that all mappings of a file share its windows. Its monitor is taken inside an
 * address space's lock and outside a backing's.
 */
public final class FileRegistry implements MappedFiles, AutoCloseable {
    private final Host host;
    private final Map<Key, FileBacking> backings = new HashMap<>();
    /** What is mapped, and what is being cut, mapped or not. */
    private final Map<File, MappedFile> files = new HashMap<>();
    /** Files by the number of their watch. */
    private final Map<Integer, MappedFile> watched = new HashMap<>();

    private @Nullable FileWatch watch;
    private boolean watchRefused;

    /**
     * What names a host file.
     *
     * @param device host device
     * @param inode inode number
     */
    record File(long device, long inode) {
        // Written out, here and below: a record's own methods are linked at first use, which costs milliseconds of
        // start-up.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof File that && device == that.device && inode == that.inode;
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(device) + Long.hashCode(inode);
        }
    }

    /**
     * A file with the rights of its windows: a descriptor opened for reading cannot be written through.
     *
     * @param file the host file
     * @param path the guest's path, so that each name shows up in {@code /proc/PID/maps}
     * @param rights of the windows
     */
    record Key(File file, String path, WindowRights rights) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && rights == that.rights
                    && file.equals(that.file)
                    && path.equals(that.path);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * file.hashCode() + path.hashCode()) + rights.hashCode();
        }
    }

    /** An empty one. */
    public FileRegistry(Host host) {
        this.host = host;
    }

    /**
     * The backing of a file, with references for the pages that are about to be mapped. The descriptor is duplicated, so the
     * guest may close its own.
     *
     * @param writable whether the windows shall be; the file is open for reading and writing then
     * @param exposed whether host processes may shorten the file meanwhile, which nobody does to programs and libraries
     * @throws io.tombolo.core.spi.ErrnoException as the host's fstat(2), fcntl(2)
     */
    public synchronized FileBacking acquire(OpenFile file, boolean writable, boolean exposed, long pages) {
        int descriptor = file.hostDescriptor();
        FileStatus status = host.files().status(descriptor);
        FileIdentity identity = file.identity();
        WindowRights rights = WindowRights.of(file.writable(), writable);
        Key key = new Key(new File(status.device(), status.inode()), identity.path(), rights);
        FileBacking backing = backings.get(key);
        if (backing == null) {
            int duplicate = host.descriptors().duplicate(descriptor, 0);
            backing = new FileBacking(host, this, key, file(key.file), identity, duplicate, status.mode());
            backings.put(key, backing);
            backing.mappedFile().backings().add(backing);
        }
        if (exposed) {
            backing.expose();
            watch(backing);
        }
        backing.retain(pages);
        return backing;
    }

    /**
     * Whether a file takes no new mapping for writing, by the seals of memfd_create(2). The host is asked each time, because a new mapping may find
     * its window made already, and then the host would not say it.
     *
     * @throws ErrnoException if the host does not tell
     */
    public boolean isSealedAgainstWriting(OpenFile file) {
        return isSealedAgainstWriting(file.hostDescriptor());
    }

    boolean isSealedAgainstWriting(int hostDescriptor) {
        try {
            int seals = host.descriptors().control(hostDescriptor, Fcntl.F_GET_SEALS, 0);
            return (seals & (Mman.F_SEAL_WRITE | Mman.F_SEAL_FUTURE_WRITE)) != 0;
        } catch (ErrnoException error) {
            if (error.errno() == Errno.EINVAL) {
                return false;
            }
            throw error;
        }
    }

    private void watch(FileBacking backing) {
        MappedFile file = backing.mappedFile();
        if (file.watch() != FileWatch.NONE || !isWatching()) {
            return;
        }
        int number = Objects.requireNonNull(watch).add(backing.descriptor());
        if (number != FileWatch.NONE) {
            file.setWatch(number);
            watched.put(number, file);
        }
    }

    private boolean isWatching() {
        if (watch == null && !watchRefused) {
            try {
                watch = new FileWatch(host, this::changed);
            } catch (ErrnoException refused) {
                watchRefused = true;
            }
        }
        return watch != null;
    }

    /** A watched file was written or shortened by somebody. */
    private void changed(int number) {
        MappedFile file;
        long end;
        synchronized (this) {
            file = watched.get(number);
            if (file == null || file.backings().isEmpty()) {
                return;
            }
            try {
                end = file.backings().getFirst().lastPageEnd();
            } catch (ErrnoException unknown) {
                return;
            }
        }
        file.shorten(end);
    }

    /** Closes a backing whose last page was unmapped, unless somebody has mapped it again meanwhile. */
    void closeUnlessMapped(FileBacking backing, Key key) {
        synchronized (this) {
            if (backing.mapped() > 0 || !backings.remove(key, backing)) {
                return;
            }
            backing.mappedFile().backings().remove(backing);
            forgetUnused(key.file);
        }
        backing.close();
    }

    private MappedFile file(File name) {
        MappedFile file = files.get(name);
        if (file == null) {
            file = new MappedFile(name);
            files.put(name, file);
        }
        return file;
    }

    private void forgetUnused(File name) {
        MappedFile file = files.get(name);
        if (file != null && file.isUnused()) {
            files.remove(name);
            if (file.watch() != FileWatch.NONE) {
                watched.remove(file.watch());
                if (watch != null) {
                    watch.remove(file.watch());
                }
            }
        }
    }

    /** Ends the watch; no guest maps anything any more. */
    @Override
    public void close() {
        FileWatch ended;
        synchronized (this) {
            ended = watch;
            watch = null;
            watchRefused = true;
        }
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public void forEachWritable(IntConsumer visitor) {
        List<FileBacking> visited = retainWritable();
        try {
            visited.forEach(backing -> visitor.accept(backing.descriptor()));
        } finally {
            visited.forEach(backing -> backing.release(1));
        }
    }

    /** Those that are mapped for writing, each with a reference of the caller's. */
    private synchronized List<FileBacking> retainWritable() {
        return backings.values().stream()
                .filter(backing -> backing.isWritable() && backing.tryRetain(1))
                .toList();
    }

    @Override
    public long cut(int hostDescriptor, long from, LongSupplier call) {
        FileStatus status;
        try {
            status = host.files().status(hostDescriptor);
        } catch (ErrnoException unknown) {
            return -unknown.number();
        }
        File name = new File(status.device(), status.inode());
        // Kept though nobody may map it yet: somebody may before the call is made.
        MappedFile file;
        synchronized (this) {
            file = file(name);
            file.countCutters(1);
        }
        try {
            return file.cut(from, call);
        } finally {
            synchronized (this) {
                file.countCutters(-1);
                forgetUnused(name);
            }
        }
    }
}
