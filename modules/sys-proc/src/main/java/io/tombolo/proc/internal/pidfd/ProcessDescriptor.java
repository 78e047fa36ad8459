package io.tombolo.proc.internal.pidfd;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.Poll;
import java.util.concurrent.CompletableFuture;

/**
 * A descriptor of a process, which stays that process's even when its number is used again. It becomes readable when the
 * process ends: behind it is an event counter of the host, so that poll(2) and epoll(7) see it as any other.
 */
public final class ProcessDescriptor extends OpenFile {
    private static final int O_RDWR = 2;

    private final Process process;
    private final Host host;
    private final CompletableFuture<?> watch;
    private int event;

    ProcessDescriptor(Process process, Host host, int statusFlags) {
        super(O_RDWR | statusFlags);
        this.process = process;
        this.host = host;
        this.event = host.polling().createEventCounter(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
        this.watch = process.ended().thenRun(this::markEnded);
    }

    private synchronized void markEnded() {
        if (event >= 0) {
            host.polling().addEvents(event, 1);
        }
    }

    /** The process. */
    @Override
    public Process process() {
        return process;
    }

    /**
     * The process behind a task's descriptor.
     *
     * @throws ErrnoException {@code EBADF} if it is not a descriptor of a process
     */
    public static ProcessDescriptor of(Task task, int descriptor) {
        OpenFile file = task.files().acquire(descriptor);
        file.release();
        if (file instanceof ProcessDescriptor found) {
            return found;
        }
        throw ErrnoException.of(Errno.EBADF);
    }

    @Override
    public synchronized int hostDescriptor() {
        return event;
    }

    @Override
    protected synchronized void close() {
        watch.cancel(false);
        host.files().close(event);
        event = -1;
    }

    @Override
    public String description() {
        return "anon_inode:[pidfd]";
    }
}
