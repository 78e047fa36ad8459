package io.tombolo.fs.internal.lock;

import io.tombolo.core.FileTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.OpenFile;
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
 * share locks, and closing any descriptor of a file drops the owner's locks on it. Thread-safe.
 */
@Singleton
public final class RecordLocks {
    /** What names a file whatever its paths are. */
    private record FileKey(long device, long inode) {}

    /**
     * A lock that stands in the way.
     *
     * @param pid the process that took it
     * @param end last byte
     */
    public record Conflict(int pid, boolean exclusive, long start, long end) {}

    private final HostSystem host;
    private final WaitPool waits;
    private final Map<FileKey, RangeLocks> files = new HashMap<>();
    private final Map<FileTable, Set<FileKey>> owners = new HashMap<>();
    /** Who waits for whom, to find circles. */
    private final Map<FileTable, FileTable> waitsFor = new HashMap<>();

    private final Set<Integer> sleepers = new HashSet<>();

    @Inject
    RecordLocks(HostSystem host, WaitPool waits) {
        this.host = host;
        this.waits = waits;
    }

    /** The first lock of another owner that a range would conflict with; null if there is none. */
    public synchronized @Nullable Conflict test(
            FileTable owner, OpenFile file, boolean exclusive, long start, long end) {
        RangeLocks locks = files.get(key(file));
        RangeLocks.Lock found = locks == null ? null : locks.conflict(owner, exclusive, start, end);
        return found == null ? null : new Conflict(found.pid(), found.exclusive(), found.start(), found.end());
    }

    /**
     * Takes a lock.
     *
     * @param end last byte; {@link Long#MAX_VALUE} for all that follow
     * @param wait whether to wait for others
     * @throws ErrnoException {@code EAGAIN}, {@code EDEADLK}, or a restart code
     */
    public void lock(Task task, OpenFile file, boolean exclusive, long start, long end, boolean wait) {
        FileKey key = key(file);
        while (true) {
            int event;
            synchronized (this) {
                FileTable holder = tryLock(task, key, exclusive, start, end);
                if (holder == null) {
                    return;
                }
                if (!wait) {
                    throw ErrnoException.of(Errno.EAGAIN);
                }
                refuseCircle(task.files(), holder);
                event = host.host().polling().createEventCounter(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
                sleepers.add(event);
                waitsFor.put(task.files(), holder);
            }
            sleep(task, event);
        }
    }

    private void sleep(Task task, int event) {
        try {
            waits.await(task, event, Poll.POLLIN, WaitPool.FOREVER);
        } finally {
            synchronized (this) {
                sleepers.remove(event);
                waitsFor.remove(task.files());
            }
            host.close(event);
        }
    }

    private @Nullable FileTable tryLock(Task task, FileKey key, boolean exclusive, long start, long end) {
        RangeLocks locks = files.computeIfAbsent(key, absent -> new RangeLocks());
        RangeLocks.Lock conflict = locks.conflict(task.files(), exclusive, start, end);
        if (conflict != null) {
            return conflict.owner();
        }
        locks.set(new RangeLocks.Lock(task.files(), task.process().pid(), exclusive, start, end));
        owners.computeIfAbsent(task.files(), this::heldBy).add(key);
        wakeSleepers();
        return null;
    }

    private Set<FileKey> heldBy(FileTable owner) {
        owner.setClosingListener(file -> closed(owner, file));
        return new HashSet<>();
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

    /** Gives a range up. */
    public synchronized void unlock(FileTable owner, OpenFile file, long start, long end) {
        FileKey key = key(file);
        RangeLocks locks = files.get(key);
        if (locks != null) {
            locks.clear(owner, start, end);
            forgetIfEmpty(key, locks);
            wakeSleepers();
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
            Set<FileKey> held = owners.get(owner);
            RangeLocks locks = files.get(key);
            if (held == null || locks == null || !held.remove(key)) {
                return;
            }
            if (held.isEmpty()) {
                owners.remove(owner);
            }
            locks.clear(owner, 0, Long.MAX_VALUE);
            forgetIfEmpty(key, locks);
            wakeSleepers();
        }
    }

    private void forgetIfEmpty(FileKey key, RangeLocks locks) {
        if (locks.isEmpty()) {
            files.remove(key);
        }
    }

    /** An event counter that does not block takes the host call no time, so it is made under the lock. */
    private void wakeSleepers() {
        sleepers.forEach(event -> host.host().polling().addEvents(event, 1));
    }

    private static FileKey key(OpenFile file) {
        FileIdentity identity = file.identity();
        return new FileKey(identity.device(), identity.inode());
    }
}
