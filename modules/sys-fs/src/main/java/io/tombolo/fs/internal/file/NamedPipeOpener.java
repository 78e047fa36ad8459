package io.tombolo.fs.internal.file;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.PollSet;
import io.tombolo.host.posix.StatMode;
import io.tombolo.host.posix.WaitPool;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Opens named pipes as fifo(7) says: each side waits for the other. The host has no event for "somebody has opened the
 * other side", so a helper thread makes the blocking call and raises an event counter that the task waits on; a signal
 * releases the helper by opening the other side for a moment.
 */
final class NamedPipeOpener {
    private final HostFiles files;

    NamedPipeOpener(HostFiles files) {
        this.files = files;
    }

    /** Whether an error means that a named pipe has no reader yet and the guest is willing to wait for one. */
    boolean mayWait(ErrnoException error, int flags) {
        return error.number() == Errno.ENXIO.number()
                && (flags & Fcntl.O_ACCMODE) == Fcntl.O_WRONLY
                && (flags & Fcntl.O_NONBLOCK) == 0;
    }

    /** Opens the writing side when a reader has come; {@code error} again if the name is not that of a pipe. */
    OpenFile openWriting(Task task, int directory, String name, int flags, Mount mount, ErrnoException error) {
        int place = files.host().open(directory, name, Fcntl.O_PATH | (flags & Fcntl.O_NOFOLLOW), 0);
        try {
            FileAttributes attributes = new FileAttributes();
            files.host().status(place, attributes);
            if (!attributes.isType(StatMode.S_IFIFO)) {
                throw error;
            }
            return nonBlocking(mount, awaitReader(task, place), flags);
        } finally {
            files.host().close(place);
        }
    }

    /** Wraps a pipe that was opened without blocking; a reader waits for a writer first if the guest would. */
    OpenFile opened(Task task, Mount mount, int descriptor, int flags) {
        if ((flags & Fcntl.O_ACCMODE) == Fcntl.O_RDONLY && (flags & Fcntl.O_NONBLOCK) == 0) {
            awaitWriter(task, descriptor);
        }
        return new StreamFile(files, mount, descriptor, flags, false);
    }

    private OpenFile nonBlocking(Mount mount, int descriptor, int flags) {
        files.host().calls().call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_SETFL, Fcntl.O_NONBLOCK);
        return new StreamFile(files, mount, descriptor, flags, false);
    }

    private int awaitReader(Task task, int place) {
        Opening opening = new Opening(files.host(), place, Fcntl.O_WRONLY);
        try {
            opening.start();
            files.waits().await(task, opening.event, Poll.POLLIN, WaitPool.FOREVER);
        } catch (ErrnoException failure) {
            opening.release(Fcntl.O_RDONLY);
            opening.closeResult();
            throw failure;
        } finally {
            opening.close();
        }
        return opening.result();
    }

    /**
     * Waits until there has been a writer since the reading side was opened. One that has come and gone before the helper's
     * own call shows on the descriptor: as data, or as the end that only a former writer leaves.
     */
    private void awaitWriter(Task task, int descriptor) {
        if (files.host().host().polling().poll(descriptor, Poll.POLLIN) != 0) {
            return;
        }
        Opening opening = new Opening(files.host(), descriptor, Fcntl.O_RDONLY);
        try {
            opening.start();
            PollSet either = new PollSet();
            either.add(descriptor, Poll.POLLIN);
            either.add(opening.event, Poll.POLLIN);
            files.waits().await(task, either, WaitPool.FOREVER);
        } finally {
            if (!opening.isThrough()) {
                opening.release(Fcntl.O_WRONLY);
            }
            opening.close();
            opening.closeResult();
        }
    }

    /** The blocking call in a thread of its own. */
    private static final class Opening implements Runnable {
        final int event;
        private final HostSystem host;
        private final String path;
        private final int side;
        private final Thread thread;
        private volatile long result;

        Opening(HostSystem host, int place, int side) {
            this.host = host;
            this.path = HostSystem.descriptorPath(place);
            this.side = side;
            this.event = host.host().polling().createEventCounter(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
            this.thread = new Thread(this, "fifo-open");
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        @Override
        public void run() {
            try {
                result = host.open(Fcntl.AT_FDCWD, path, side, 0);
            } catch (ErrnoException error) {
                result = -error.number();
            }
            host.host().polling().addEvents(event, 1);
        }

        boolean isThrough() {
            return !thread.isAlive();
        }

        int result() {
            return (int) ErrnoException.check(result);
        }

        /** Ends the helper's wait: opens the other side until the helper is through. */
        void release(int otherSide) {
            int other = -1;
            try {
                other = host.open(Fcntl.AT_FDCWD, path, otherSide | Fcntl.O_NONBLOCK, 0);
            } catch (ErrnoException alreadyThrough) {
                // The helper has its answer already.
            }
            join();
            if (other >= 0) {
                host.close(other);
            }
        }

        void closeResult() {
            if (result >= 0) {
                host.close((int) result);
            }
        }

        /** Waits for the helper and gives the event back. */
        void close() {
            join();
            host.close(event);
        }

        private void join() {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
