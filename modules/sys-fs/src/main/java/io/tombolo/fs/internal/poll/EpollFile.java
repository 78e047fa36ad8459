package io.tombolo.fs.internal.poll;

import io.tombolo.core.abi.Epoll;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.HostFile;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.OpenFileNode;
import io.tombolo.host.posix.HostEvents;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * An epoll instance: the host's own, on the host descriptors behind guest files. The host tells registrations apart by its
 * descriptors, Linux by guest descriptor and file; so when one file is registered under a second guest descriptor, that
 * one is watched through a duplicate.
 */
public final class EpollFile extends HostFile {
    /** How a registration is named, as {@code struct epoll_filefd} does. */
    private record Key(OpenFile file, int descriptor) {}

    private final Map<Key, Integer> watched = new HashMap<>();
    private int duplicates;

    /** Takes over the host's instance. */
    public EpollFile(HostFiles files, int descriptor, int flags) {
        super(files, Mount.nowhere(), descriptor, flags);
    }

    @Override
    public Node acquireNode() {
        return new OpenFileNode(mount(), this);
    }

    private HostEvents events() {
        return host().host().events();
    }

    /**
     * epoll_ctl(2).
     *
     * @param file what the guest's descriptor refers to
     * @throws ErrnoException {@code EEXIST}, {@code ENOENT}, {@code EPERM}, {@code ELOOP}, {@code EINVAL}
     */
    public synchronized void control(int operation, int descriptor, OpenFile file, int events, long data) {
        if (file.hostDescriptor() < 0) {
            throw ErrnoException.of(Errno.EPERM);
        }
        forgetClosed();
        Key key = new Key(file, descriptor);
        switch (operation) {
            case Epoll.EPOLL_CTL_ADD -> add(key, events, data);
            case Epoll.EPOLL_CTL_MOD ->
                events().controlEpoll(hostDescriptor(), operation, descriptorOf(key), events, data);
            case Epoll.EPOLL_CTL_DEL -> remove(key);
            default -> throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private void add(Key key, int events, long data) {
        if (watched.containsKey(key)) {
            throw ErrnoException.of(Errno.EEXIST);
        }
        int own = key.file().hostDescriptor();
        boolean taken = watched.containsValue(own);
        int used = taken ? host().duplicate(own) : own;
        try {
            events().controlEpoll(hostDescriptor(), Epoll.EPOLL_CTL_ADD, used, events, data);
        } catch (ErrnoException error) {
            if (taken) {
                host().close(used);
            }
            throw error;
        }
        watched.put(key, used);
        duplicates += taken ? 1 : 0;
    }

    private int descriptorOf(Key key) {
        Integer used = watched.get(key);
        if (used == null) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        return used;
    }

    private void remove(Key key) {
        int used = descriptorOf(key);
        events().controlEpoll(hostDescriptor(), Epoll.EPOLL_CTL_DEL, used, 0, 0);
        watched.remove(key);
        closeDuplicate(key, used);
    }

    private void closeDuplicate(Key key, int used) {
        if (used != key.file().hostDescriptor()) {
            host().close(used);
            duplicates--;
        }
    }

    /** Before a wait: a file that was closed must not be seen by a duplicate of ours. */
    synchronized void forgetClosedDuplicates() {
        if (duplicates > 0) {
            forgetClosed();
        }
    }

    /** The host has dropped the registrations of files that were closed; so does this table. */
    private void forgetClosed() {
        for (Iterator<Map.Entry<Key, Integer>> entries = watched.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<Key, Integer> entry = entries.next();
            OpenFile file = entry.getKey().file();
            if (file.tryRetain()) {
                file.release();
            } else {
                entries.remove();
                closeDuplicate(entry.getKey(), entry.getValue());
            }
        }
    }

    @Override
    protected void close() {
        watched.forEach(this::closeDuplicate);
        super.close();
    }
}
