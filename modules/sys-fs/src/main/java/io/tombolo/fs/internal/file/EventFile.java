package io.tombolo.fs.internal.file;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.OpenFileNode;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** A descriptor of the host that reports events: what is read are numbers or records, each in one piece. */
public final class EventFile extends StreamFile {
    /** What it reports. */
    public enum Kind {
        /** eventfd(2). */
        COUNTER,
        /** timerfd_create(2). */
        TIMER,
        /** inotify(7). */
        WATCHER
    }

    private final Kind kind;

    /** Takes over the descriptor. */
    public EventFile(HostFiles files, int descriptor, int flags, Kind kind) {
        super(files, Mount.nowhere(), descriptor, flags, false);
        this.kind = kind;
    }

    /** What it reports. */
    public Kind kind() {
        return kind;
    }

    /** Adds to a counter on the kernel's behalf; one that is full stays so. */
    public void add(long number) {
        host().scratch().structures().putLong(0, number);
        host().calls()
                .call(SyscallNumbers.WRITE, hostDescriptor(), host().scratch().address(), Long.BYTES);
    }

    /** A counter takes one number a write, whatever else the buffer holds. */
    @Override
    public long write(Task task, GuestBuffer buffer) {
        if (kind != Kind.COUNTER || buffer.remaining() < Long.BYTES) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return super.write(task, task.buffer().add(buffer.address(), Long.BYTES));
    }

    @Override
    public Node acquireNode() {
        return new OpenFileNode(mount(), this);
    }
}
