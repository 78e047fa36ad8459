package io.tombolo.core.spi;

import io.tombolo.core.Process;
import io.tombolo.core.SignalOwner;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An open file description, as open(2) calls it: what descriptors, possibly of several processes, refer to. Modules
 * subclass it for each kind of file. Ref-counted and thread-safe.
 */
public abstract class OpenFile {
    private final AtomicInteger references = new AtomicInteger(1);
    private volatile int statusFlags;
    private volatile SignalOwner signalOwner = SignalOwner.NOBODY;

    /**
     * Made with one reference, which belongs to the maker.
     *
     * @param statusFlags the guest architecture's access mode and status flags ({@code O_RDWR}, {@code O_APPEND}, {@code
     *     O_NONBLOCK}...), as {@code F_GETFL} shows them
     */
    protected OpenFile(int statusFlags) {
        this.statusFlags = statusFlags;
    }

    /** The access mode and status flags. */
    public final int statusFlags() {
        return statusFlags;
    }

    /** Changes the status flags; subclasses that pass some on to the host override it. */
    public void setStatusFlags(int flags) {
        statusFlags = flags;
    }

    /** Whom the file tells of its readiness. */
    public final SignalOwner signalOwner() {
        return signalOwner;
    }

    /** Sets whom it tells. */
    public final void setSignalOwner(SignalOwner owner) {
        signalOwner = owner;
    }

    /** Whether the file was opened for reading. */
    public boolean readable() {
        int mode = statusFlags & 3;
        return mode == 0 || mode == 2;
    }

    /** Whether the file was opened for writing. */
    public boolean writable() {
        int mode = statusFlags & 3;
        return mode == 1 || mode == 2;
    }

    /**
     * Adds a reference, unless the last one has gone already.
     *
     * @return false if the file is closed
     */
    public final boolean tryRetain() {
        int count;
        do {
            count = references.get();
            if (count == 0) {
                return false;
            }
        } while (!references.compareAndSet(count, count + 1));
        return true;
    }

    /** Adds a reference to a file that the caller knows to be open. */
    public final OpenFile retain() {
        if (!tryRetain()) {
            throw new IllegalStateException("retaining a closed file");
        }
        return this;
    }

    /** Drops a reference; the last one closes the file. */
    public final void release() {
        if (references.decrementAndGet() == 0) {
            close();
        }
    }

    /** Closes what stands behind; called once. Errors have nobody to go to. */
    protected abstract void close();

    /** What {@code /proc/self/fd/N} shows: a guest path, or {@code pipe:[123]} and the like. */
    public abstract String description();

    /**
     * Reads at the file position. Blocks unless {@code O_NONBLOCK}; an interrupting signal answers a restart code.
     *
     * @return bytes read, 0 at the end of the file
     */
    public long read(Task task, GuestBuffer buffer) {
        throw ErrnoException.of(Errno.EINVAL);
    }

    /** Writes at the file position. */
    public long write(Task task, GuestBuffer buffer) {
        throw ErrnoException.of(Errno.EINVAL);
    }

    /** Reads at a given position and leaves the file's own alone. */
    public long readAt(Task task, GuestBuffer buffer, long position) {
        throw ErrnoException.of(Errno.ESPIPE);
    }

    /** Writes at a given position and leaves the file's own alone. */
    public long writeAt(Task task, GuestBuffer buffer, long position) {
        throw ErrnoException.of(Errno.ESPIPE);
    }

    /** Moves the file position as lseek(2) does. */
    public long seek(Task task, long offset, int whence) {
        throw ErrnoException.of(Errno.ESPIPE);
    }

    /** Answers ioctl(2). */
    public long ioctl(Task task, int request, long argument) {
        throw ErrnoException.of(Errno.ENOTTY);
    }

    /**
     * The host descriptor behind this file, on which the host can poll, map or do I/O; -1 if there is none. It stays owned
     * by this file.
     */
    public int hostDescriptor() {
        return -1;
    }

    /**
     * Reads for the kernel's own use (program headers, {@code #!} lines).
     *
     * @return bytes read, fewer than {@code length} only at the end of the file
     */
    public int readFully(long position, byte[] target, int offset, int length) {
        throw ErrnoException.of(Errno.EINVAL);
    }

    /** Whether mmap(2) of it gives anonymous memory, as that of {@code /dev/zero} does. */
    public boolean mapsAsAnonymous() {
        return false;
    }

    /** The process that it stands for, as a descriptor of pidfd_open(2) does; null if it stands for none. */
    public @Nullable Process process() {
        return null;
    }

    /** Whom pidfd_send_signal(2) reaches through it: {@link #process}, or the one whose {@code /proc/PID} it is; null for nobody. */
    public @Nullable Process signalTarget() {
        return process();
    }

    /** How a mapping of it can be told from others and shown in {@code /proc/PID/maps}. */
    public FileIdentity identity() {
        return new FileIdentity(0, 0, 0, description());
    }
}
