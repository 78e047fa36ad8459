package io.tombolo.fs.internal.lock;

import io.tombolo.core.FileTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.BlockingHostCall;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.WaitPool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record locks of a kernel's processes, by file. An owner is a descriptor table, as in Linux: tasks that share one
 * share locks, and closing any descriptor of a file drops the owner's locks on it. Since all guests are one host process, who of
 * them holds what is kept here; the host is shown the union ({@link HostMirror}), so that guests and host processes keep
 * one another out.
 *
 * <p>Thread-safe. The monitor guards everything; the host calls made under it do not wait for anybody.
 */
@Singleton
public final class RecordLocks {
    /** What names a file whatever its paths are. */
    private record FileKey(long device, long inode) {}

    /**
     * A lock that stands in the way.
     *
     * @param pid the process that took it: the guest's number, or the host's; -1 for an open file description
     * @param end last byte
     */
    public record Conflict(int pid, boolean exclusive, long start, long end) {}

    /** A file that is locked, or was and is open still. */
    private static final class LockedFile {
        final RangeLocks locks = new RangeLocks();
        final HostMirror mirror;
        /** Owners that have asked for a lock and not closed the file since, and helpers that wait on the host. */
        int users;

        LockedFile(HostMirror mirror) {
            this.mirror = mirror;
        }
    }

    /** A lock that somebody asks for. */
    private record Request(Task task, OpenFile file, FileKey key, boolean exclusive, long start, long end) {}

    private final HostSystem host;
    private final WaitPool waits;
    private final BlockingHostCall blocking;
    private final Map<FileKey, LockedFile> files = new HashMap<>();
    private final Map<FileTable, Set<FileKey>> owners = new HashMap<>();
    /** Who waits for whom, to find circles. */
    private final Map<FileTable, FileTable> waitsFor = new HashMap<>();

    private final Set<Integer> sleepers = new HashSet<>();

    @Inject
    RecordLocks(HostSystem host, WaitPool waits, BlockingHostCall blocking) {
        this.host = host;
        this.waits = waits;
        this.blocking = blocking;
    }

    /** The first lock of another owner, guest or host, that a range would conflict with; null if there is none. */
    public @Nullable Conflict test(FileTable owner, OpenFile file, boolean exclusive, long start, long end) {
        FileKey key = key(file);
        synchronized (this) {
            LockedFile at = use(owner, key, file);
            RangeLocks.Lock found = at.locks.conflict(owner, exclusive, start, end);
            return found == null
                    ? at.mirror.conflict(exclusive, start, end)
                    : new Conflict(found.pid(), found.exclusive(), found.start(), found.end());
        }
    }

    /**
     * Takes a lock.
     *
     * @param end last byte; {@link Long#MAX_VALUE} for all that follow
     * @param wait whether to wait for others
     * @throws ErrnoException {@code EAGAIN}, {@code EDEADLK} among guests, or a restart code
     */
    public void lock(Task task, OpenFile file, boolean exclusive, long start, long end, boolean wait) {
        Request request = new Request(task, file, key(file), exclusive, start, end);
        LockedFile waited = null;
        while (true) {
            LockedFile at;
            int event;
            synchronized (this) {
                at = use(task.files(), request.key, file);
                RangeLocks.Lock conflict = at.locks.conflict(task.files(), exclusive, start, end);
                boolean granted = conflict == null && at.mirror.tryLock(exclusive, start, end);
                if (granted) {
                    grant(at, request);
                }
                if (waited != null) {
                    settle(waited, request);
                }
                if (granted) {
                    return;
                }
                if (!wait) {
                    throw ErrnoException.of(Errno.EAGAIN);
                }
                event = conflict == null ? -1 : prepareSleep(task.files(), conflict.owner());
                at.users++;
            }
            waited = event < 0 ? awaitHost(at, request) : sleep(task, event, at, request);
        }
    }

    private void grant(LockedFile at, Request request) {
        Task task = request.task;
        int pid = task.process().pid();
        at.locks.set(new RangeLocks.Lock(task.files(), pid, request.exclusive, request.start, request.end));
        wakeSleepers();
    }

    /** The file, which an owner uses from now on until it closes a descriptor of it. */
    private LockedFile use(FileTable owner, FileKey key, OpenFile file) {
        LockedFile at = files.get(key);
        if (at == null) {
            at = new LockedFile(HostMirror.open(host, file));
            files.put(key, at);
        }
        if (owners.computeIfAbsent(owner, this::usedBy).add(key)) {
            at.users++;
        }
        return at;
    }

    private Set<FileKey> usedBy(FileTable owner) {
        owner.setClosingListener(file -> closed(owner, file));
        return new HashSet<>();
    }

    /** Another guest is in the way: that one's unlocking wakes this one. */
    private int prepareSleep(FileTable waiting, FileTable holder) {
        refuseCircle(waiting, holder);
        int event = host.host().polling().createEventCounter(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
        sleepers.add(event);
        waitsFor.put(waiting, holder);
        return event;
    }

    private void refuseCircle(FileTable waiting, FileTable holder) {
        FileTable at = holder;
        while (at != null) {
            if (at == waiting) {
                throw ErrnoException.of(Errno.EDEADLK);
            }
            at = waitsFor.get(at);
        }
    }

    private @Nullable LockedFile sleep(Task task, int event, LockedFile at, Request request) {
        try {
            waits.await(task, event, Poll.POLLIN, WaitPool.FOREVER);
        } finally {
            synchronized (this) {
                sleepers.remove(event);
                waitsFor.remove(task.files());
                release(at, request.key);
            }
            host.close(event);
        }
        return null;
    }

    /**
     * A host process is in the way: a helper waits on the host. What it gets is only a hint, since other guests share the
     * description: the caller tries again, and what nobody registers is given up.
     *
     * @return the file, to be settled after the next try
     */
    private LockedFile awaitHost(LockedFile at, Request request) {
        long[] error = new long[1];
        blocking.call(
                request.task,
                request.file,
                () -> {
                    error[0] = at.mirror.await(request.exclusive, request.start, request.end);
                    return 0;
                },
                () -> settle(at, request));
        if (error[0] < 0) {
            settle(at, request);
            throw ErrnoException.of((int) -error[0]);
        }
        return at;
    }

    /** Ends the use by a helper: the host is shown what is registered, and no more. */
    private synchronized void settle(LockedFile at, Request request) {
        at.mirror.show(at.locks, request.start, request.end);
        release(at, request.key);
    }

    private void release(LockedFile at, FileKey key) {
        at.users--;
        if (at.users == 0) {
            files.remove(key, at);
            at.mirror.close();
        }
    }

    /** Gives a range up. */
    public void unlock(FileTable owner, OpenFile file, long start, long end) {
        FileKey key = key(file);
        synchronized (this) {
            LockedFile at = files.get(key);
            if (at != null) {
                at.locks.clear(owner, start, end);
                at.mirror.show(at.locks, start, end);
                wakeSleepers();
            }
        }
    }

    /** A descriptor of the file is being closed: all locks of the owner on it go. */
    public void closed(FileTable owner, OpenFile file) {
        synchronized (this) {
            if (owners.isEmpty() || !owners.containsKey(owner)) {
                return;
            }
        }
        FileKey key = key(file);
        synchronized (this) {
            Set<FileKey> used = owners.get(owner);
            LockedFile at = files.get(key);
            if (used == null || at == null || !used.remove(key)) {
                return;
            }
            if (used.isEmpty()) {
                owners.remove(owner);
            }
            at.locks.clear(owner, 0, Long.MAX_VALUE);
            at.mirror.show(at.locks, 0, Long.MAX_VALUE);
            release(at, key);
            wakeSleepers();
        }
    }

    /** An event counter that does not block takes the host call no time, so it is made under the lock. */
    private void wakeSleepers() {
        sleepers.forEach(event -> host.host().polling().addEvents(event, 1));
    }

    private FileKey key(OpenFile file) {
        int descriptor = file.hostDescriptor();
        if (descriptor < 0) {
            FileIdentity identity = file.identity();
            return new FileKey(identity.device(), identity.inode());
        }
        FileAttributes attributes = host.scratch().attributes();
        host.status(descriptor, attributes);
        return new FileKey(attributes.device(), attributes.inode);
    }
}
