package io.tombolo.fs.internal.lock;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.HostLocks;
import io.tombolo.host.posix.LockRange;
import org.jspecify.annotations.Nullable;

/**
 * What the host sees of the record locks on one file: the union of all guests' locks, held by an open file description that is
 * opened for nothing else. Neither the host process's own locks would do, which are lost when any descriptor of the file is
 * closed, nor those of a guest's description, which are the guest's for {@code F_OFD_SETLK}. Not thread-safe, except {@link
 * #await}.
 */
final class HostMirror {
    private static final int NOT_OPEN = -1;

    private final HostSystem host;
    private final HostLocks locks;
    private final int descriptor;
    private final boolean writable;

    private HostMirror(HostSystem host, int descriptor, boolean writable) {
        this.host = host;
        this.locks = host.host().locks();
        this.descriptor = descriptor;
        this.writable = writable;
    }

    /**
     * Opens the file once more: for writing if the host lets us, since exclusive locks need it. A file that cannot be opened again is
     * locked among guests only.
     */
    static HostMirror open(HostSystem host, OpenFile file) {
        int given = file.hostDescriptor();
        if (given < 0) {
            return new HostMirror(host, NOT_OPEN, false);
        }
        int writing = reopen(host, given, Fcntl.O_RDWR);
        return writing != NOT_OPEN
                ? new HostMirror(host, writing, true)
                : new HostMirror(host, reopen(host, given, Fcntl.O_RDONLY), false);
    }

    private static int reopen(HostSystem host, int descriptor, int mode) {
        try {
            return host.reopen(descriptor, mode | Fcntl.O_NONBLOCK | Fcntl.O_NOCTTY);
        } catch (ErrnoException refused) {
            return NOT_OPEN;
        }
    }

    private boolean shows(boolean exclusive) {
        return descriptor != NOT_OPEN && (writable || !exclusive);
    }

    /** Takes a range on the host. Whether it could; if not, a host process, or a guest's description, is in the way. */
    boolean tryLock(boolean exclusive, long start, long end) {
        return !shows(exclusive) || locks.tryLock(descriptor, range(type(exclusive), start, end));
    }

    /**
     * Waits on the host until a range can be taken, and takes it; for a helper thread.
     *
     * @return 0, or a negated errno
     */
    long await(boolean exclusive, long start, long end) {
        while (true) {
            try {
                locks.lock(descriptor, range(type(exclusive), start, end));
                return 0;
            } catch (ErrnoException error) {
                if (error.number() != Errno.EINTR.number()) {
                    return -error.number();
                }
            }
        }
    }

    /** A host lock that a range would conflict with; null if there is none. */
    RecordLocks.@Nullable Conflict conflict(boolean exclusive, long start, long end) {
        if (!shows(exclusive)) {
            return null;
        }
        LockRange found =
                locks.conflict(descriptor, range(type(exclusive), start, end)).orElse(null);
        if (found == null) {
            return null;
        }
        long last = found.length() == 0 ? Long.MAX_VALUE : found.start() + found.length() - 1;
        return new RecordLocks.Conflict(found.processId(), found.type() == Fcntl.F_WRLCK, found.start(), last);
    }

    /** Gives up on the host what no guest holds any more in a range; takes nothing that is not held. */
    void show(RangeLocks held, long start, long end) {
        if (descriptor == NOT_OPEN) {
            return;
        }
        held.forEachPiece(start, end, (strength, from, to) -> {
            int type = switch (strength) {
                case RangeLocks.NONE -> Fcntl.F_UNLCK;
                case RangeLocks.SHARED -> Fcntl.F_RDLCK;
                default -> Fcntl.F_WRLCK;
            };
            if (type != Fcntl.F_WRLCK || writable) {
                locks.tryLock(descriptor, range(type, from, to));
            }
        });
    }

    private static int type(boolean exclusive) {
        return exclusive ? Fcntl.F_WRLCK : Fcntl.F_RDLCK;
    }

    private static LockRange range(int type, long start, long end) {
        return new LockRange(type, start, end == Long.MAX_VALUE ? 0 : end - start + 1, 0);
    }

    /** Closes the description; the host drops its locks. */
    void close() {
        if (descriptor != NOT_OPEN) {
            host.close(descriptor);
        }
    }
}
