package io.tombolo.fs.internal.poll;

import io.tombolo.core.ProcessSignals;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.file.HostFile;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.OpenFileNode;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.WaitPool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * signalfd(2). Signals are this kernel's own, so an event counter of the host stands for them where somebody waits: it is
 * raised when a signal of the set is pending, and read empty when none is.
 */
public final class SignalFile extends HostFile {
    /** {@code struct signalfd_siginfo}. */
    private static final int RECORD = 128;

    private final ProcessSignals signals;
    private final Task maker;
    private final Runnable listener = this::update;
    private volatile long set;

    /** Made for the signals of a task's process. */
    public SignalFile(HostFiles files, Task task, long set, int flags) {
        super(
                files,
                Mount.nowhere(),
                files.host().host().polling().createEventCounter(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK),
                flags);
        this.maker = task;
        this.signals = task.process().signals();
        this.set = set;
        signals.addListener(listener);
        update();
    }

    /** Changes which signals are reported. */
    public void setSignals(long to) {
        set = to;
        update();
    }

    private synchronized void update() {
        boolean pending = (signals.pending(maker) & set) != 0;
        if (pending) {
            host().host().polling().addEvents(hostDescriptor(), 1);
        } else if (host().host().polling().poll(hostDescriptor(), Poll.POLLIN) != 0) {
            host().host().polling().takeEvents(hostDescriptor());
        }
    }

    @Override
    public String description() {
        return "anon_inode:[signalfd]";
    }

    @Override
    public Node acquireNode() {
        return new OpenFileNode(mount(), this);
    }

    @Override
    public long read(Task task, GuestBuffer buffer) {
        if (buffer.remaining() < RECORD) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        @Nullable SignalInfo info = await(task);
        long total = 0;
        while (info != null) {
            byte[] record = record(info);
            if (buffer.put(record, 0, RECORD) < RECORD) {
                throw ErrnoException.of(Errno.EFAULT);
            }
            total += RECORD;
            info = buffer.remaining() < RECORD ? null : task.process().signals().take(task, set);
        }
        update();
        return total;
    }

    private SignalInfo await(Task task) {
        while (true) {
            SignalInfo info = task.process().signals().take(task, set);
            if (info != null) {
                return info;
            }
            update();
            if (nonBlocking()) {
                throw ErrnoException.of(Errno.EAGAIN);
            }
            files().waits().await(task, hostDescriptor(), Poll.POLLIN, WaitPool.FOREVER);
        }
    }

    private static byte[] record(SignalInfo info) {
        ByteBuffer record = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, info.signal());
        record.putInt(4, info.errno());
        record.putInt(8, info.code());
        record.putInt(12, info.sender());
        record.putInt(16, info.user());
        record.putInt(40, (int) info.value());
        record.putInt(44, (int) info.value());
        record.putLong(48, info.value());
        record.putLong(72, info.value());
        return record.array();
    }

    @Override
    protected void close() {
        signals.removeListener(listener);
        super.close();
    }
}
