package io.tombolo.mm.internal.backing;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Inotify;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostPaths;
import io.tombolo.host.posix.HostPolling;
import io.tombolo.host.posix.HostWaiter;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.Poll;
import java.util.function.IntConsumer;

/**
 * Hears from the host, by inotify(7), that somebody has changed a file, on a thread that begins with the first file and waits
 * in between. The host coalesces the events of a file that is written all the time. Thread-safe.
 *
 * <p>It is what makes truncation by host processes exact: soon after it no page map shows what is gone, so the
 * guest meets a page fault, not the host's SIGBUS. Where there is no inotify, or no watch left, the engine survives that one as well.
 */
final class FileWatch implements AutoCloseable {
    /** No watch. */
    static final int NONE = -1;

    private static final int EVENT_BYTES = 16;
    private static final int ROOM = 256 * EVENT_BYTES;

    private final Host host;
    private final IntConsumer changed;
    private final HostWaiter waiter;
    private final int watcher;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to hear.
     *
     * @param changed told the number of a watch whose file was written or truncated
     * @throws ErrnoException {@code EMFILE}, {@code ENOSYS}
     */
    FileWatch(Host host, IntConsumer changed) {
        this.host = host;
        this.changed = changed;
        this.waiter = host.newWaiter();
        this.watcher = host.events().createWatcher(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
        try {
            // So that the waiter's own descriptor is there before anything relies on it.
            waiter.await(watcher, Poll.POLLIN, System.nanoTime());
        } catch (ErrnoException refused) {
            giveBack();
            throw refused;
        }
        this.thread = new Thread(this::listen, "mapped-files");
        thread.setDaemon(true);
        thread.start();
    }

    /** Watches the file of a descriptor; answers the number of the watch, or {@link #NONE} if the host has none to give. */
    int add(int descriptor) {
        try {
            byte[] path = HostPaths.bytes("/proc/self/fd/" + descriptor);
            return host.events().addWatch(watcher, path, Inotify.IN_MODIFY);
        } catch (ErrnoException none) {
            return NONE;
        }
    }

    /** Ends a watch. */
    void remove(int watch) {
        try {
            host.events().removeWatch(watcher, watch);
        } catch (ErrnoException goneWithItsFile) {
            // Nothing is left to be removed.
        }
    }

    private void listen() {
        NativeBuffer events = NativeBuffer.allocate(ROOM);
        try {
            while (!closed) {
                waiter.await(watcher, Poll.POLLIN, HostPolling.NO_DEADLINE);
                long length = host.files().rawRead(watcher, events.address(), ROOM);
                if (length != Errno.EAGAIN.result()) {
                    tell(events, (int) ErrnoException.check(length));
                }
            }
        } catch (ErrnoException deaf) {
            // From now on the engine finds out by itself.
        }
    }

    private void tell(NativeBuffer events, int length) {
        for (int at = 0; at < length; at += EVENT_BYTES + events.bytes().getInt(at + 12)) {
            changed.accept(events.bytes().getInt(at));
        }
    }

    @Override
    public void close() {
        closed = true;
        waiter.wake();
        try {
            thread.join();
        } catch (InterruptedException later) {
            Thread.currentThread().interrupt();
            return;
        }
        giveBack();
    }

    private void giveBack() {
        host.files().closeQuietly(watcher);
        try {
            waiter.close();
        } catch (ErrnoException closedAllTheSame) {
            // On Linux a descriptor has gone whatever close(2) answers.
        }
    }
}
