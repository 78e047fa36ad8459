package io.tombolo.core;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * File descriptors: what {@code CLONE_FILES} shares. Look-ups take no lock; changes take this table's monitor, under
 * which nothing is closed and no host call is made.
 */
public final class FileTable {
    private static final int INITIAL = 64;

    private final AtomicInteger references = new AtomicInteger(1);
    private volatile AtomicReferenceArray<@Nullable OpenFile> files = new AtomicReferenceArray<>(INITIAL);
    private final BitSet inUse = new BitSet();
    private final BitSet closeOnExec = new BitSet();
    private volatile @Nullable ClosingListener closing;

    /** An empty table with one reference. */
    public FileTable() {}

    /** Adds a reference. */
    public void retain() {
        references.incrementAndGet();
    }

    /** How many tasks' groups share the table. */
    public int references() {
        return references.get();
    }

    /** Drops a reference; the last one closes every descriptor. */
    public void release() {
        if (references.decrementAndGet() == 0) {
            closeRange(0, Integer.MAX_VALUE, null);
        }
    }

    /**
     * The file behind a descriptor, with a reference that the caller releases.
     *
     * @throws ErrnoException {@code EBADF}
     */
    public OpenFile acquire(int descriptor) {
        OpenFile file = peek(descriptor);
        while (file != null) {
            if (file.tryRetain()) {
                return file;
            }
            file = peek(descriptor);
        }
        throw ErrnoException.of(Errno.EBADF);
    }

    private @Nullable OpenFile peek(int descriptor) {
        AtomicReferenceArray<@Nullable OpenFile> now = files;
        return descriptor >= 0 && descriptor < now.length() ? now.get(descriptor) : null;
    }

    /** Whether a descriptor is open. */
    public boolean isOpen(int descriptor) {
        return peek(descriptor) != null;
    }

    /**
     * Installs a file at the lowest free descriptor; the table takes over the caller's reference, unless this throws.
     *
     * @param lowest no descriptor below it is taken
     * @param limit {@code RLIMIT_NOFILE}
     * @throws ErrnoException {@code EMFILE}
     */
    public synchronized int install(OpenFile file, int lowest, boolean cloexec, long limit) {
        int descriptor = inUse.nextClearBit(lowest);
        if (descriptor >= limit) {
            throw ErrnoException.of(Errno.EMFILE);
        }
        put(descriptor, file, cloexec);
        return descriptor;
    }

    /**
     * Makes sure that there is a descriptor for a file before anything is done to make one.
     *
     * @param limit {@code RLIMIT_NOFILE}
     * @throws ErrnoException {@code EMFILE}
     */
    public synchronized void requireRoom(long limit) {
        if (inUse.nextClearBit(0) >= limit) {
            throw ErrnoException.of(Errno.EMFILE);
        }
    }

    /**
     * Installs a file at a given descriptor; the table takes over the caller's reference.
     *
     * @return the file that was there, for the caller to release; null if none
     */
    public synchronized @Nullable OpenFile replace(int descriptor, OpenFile file, boolean cloexec) {
        OpenFile former = peek(descriptor);
        put(descriptor, file, cloexec);
        return former;
    }

    private void put(int descriptor, OpenFile file, boolean cloexec) {
        AtomicReferenceArray<@Nullable OpenFile> now = files;
        if (descriptor >= now.length()) {
            now = copyOf(now, Math.max(descriptor + 1, now.length() * 2));
            files = now;
        }
        now.set(descriptor, file);
        inUse.set(descriptor);
        closeOnExec.set(descriptor, cloexec);
    }

    /**
     * Removes a descriptor.
     *
     * @return the file, for the caller to release
     * @throws ErrnoException {@code EBADF}
     */
    public synchronized OpenFile remove(int descriptor) {
        OpenFile file = peek(descriptor);
        if (file == null) {
            throw ErrnoException.of(Errno.EBADF);
        }
        files.set(descriptor, null);
        inUse.clear(descriptor);
        closeOnExec.clear(descriptor);
        return file;
    }

    /** Whether {@code FD_CLOEXEC} is set. */
    public synchronized boolean closesOnExec(int descriptor) {
        return closeOnExec.get(descriptor);
    }

    /** Sets {@code FD_CLOEXEC}. */
    public synchronized void setClosesOnExec(int descriptor, boolean on) {
        if (!inUse.get(descriptor)) {
            throw ErrnoException.of(Errno.EBADF);
        }
        closeOnExec.set(descriptor, on);
    }

    /** A copy for a new process, with its own references. */
    public synchronized FileTable fork() {
        FileTable copy = new FileTable();
        copy.files = copyOf(files, files.length());
        copy.inUse.or(inUse);
        copy.closeOnExec.or(closeOnExec);
        for (int descriptor = inUse.nextSetBit(0); descriptor >= 0; descriptor = inUse.nextSetBit(descriptor + 1)) {
            Objects.requireNonNull(copy.files.get(descriptor)).retain();
        }
        return copy;
    }

    private static AtomicReferenceArray<@Nullable OpenFile> copyOf(
            AtomicReferenceArray<@Nullable OpenFile> from, int length) {
        AtomicReferenceArray<@Nullable OpenFile> to = new AtomicReferenceArray<>(length);
        for (int index = 0; index < from.length(); index++) {
            to.set(index, from.get(index));
        }
        return to;
    }

    /** Closes what {@code execve} closes. */
    public void closeForExec(@Nullable ClosingListener listener) {
        BitSet closing;
        synchronized (this) {
            closing = (BitSet) closeOnExec.clone();
        }
        closing.stream().forEach(descriptor -> closeOne(descriptor, listener));
    }

    /** Closes a range of descriptors, both ends included. */
    public void closeRange(int first, int last, @Nullable ClosingListener listener) {
        for (int descriptor : descriptors()) {
            if (descriptor >= first && descriptor <= last) {
                closeOne(descriptor, listener);
            }
        }
    }

    private void closeOne(int descriptor, @Nullable ClosingListener listener) {
        OpenFile file;
        try {
            file = remove(descriptor);
        } catch (ErrnoException gone) {
            return;
        }
        if (listener != null) {
            listener.closing(file);
        }
        ClosingListener own = closing;
        if (own != null) {
            own.closing(file);
        }
        file.release();
    }

    /** Sets who is told of each file that the table itself closes: by {@code execve}, in ranges, at the end. */
    public void setClosingListener(ClosingListener listener) {
        closing = listener;
    }

    /** The open descriptors in order. */
    public synchronized int[] descriptors() {
        return inUse.stream().toArray();
    }

    /** Is told of each file before its descriptor's reference is dropped; record locks go then. */
    @FunctionalInterface
    public interface ClosingListener {
        /** A descriptor of this file is being closed. */
        void closing(OpenFile file);
    }
}
