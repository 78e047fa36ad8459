package io.tombolo.proc.internal.mqueue;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Time;
import io.tombolo.core.abi.layout.SigeventLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.Host;
import io.tombolo.proc.internal.time.Clocks;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The system calls beneath mq_overview(7). */
public final class QueueCalls {
    private static final int HIGHEST_PRIORITY = 32768;
    private static final int ATTRIBUTES_SIZE = 64;
    private static final int MOST_MESSAGES = 8;
    private static final int LARGEST_MESSAGE = 16;
    private static final int MESSAGES = 24;

    private final QueueNames names;
    private final Clocks clocks;
    private final Host host;

    @Inject
    QueueCalls(QueueNames names, Clocks clocks, Host host) {
        this.names = names;
        this.clocks = clocks;
        this.host = host;
    }

    /** mq_open(2): the name comes without the slash. */
    @Syscall(value = "mq_open", result = ArgumentKind.FD, limits = "RLIMIT_MSGQUEUE does not count")
    public long mqOpen(
            Task task,
            @Arg(ArgumentKind.STRING) long name,
            @Arg(ArgumentKind.OPEN_FLAGS) int oflag,
            int mode,
            @Arg(ArgumentKind.POINTER) long attr) {
        GuestMemory memory = task.guest();
        QueueNames.Attributes wanted = attr == 0 || (oflag & Fcntl.O_CREAT) == 0
                ? QueueNames.Attributes.DEFAULT
                : new QueueNames.Attributes(
                        memory.getLong(attr + MOST_MESSAGES), memory.getLong(attr + LARGEST_MESSAGE));
        String path = memory.readString(name, Limits.PATH_MAX - 1);
        PosixQueue queue = names.open(task, path, oflag, mode, wanted);
        int statusFlags = oflag & (Fcntl.O_ACCMODE | Fcntl.O_NONBLOCK);
        QueueDescriptor file = new QueueDescriptor(queue, path, host, statusFlags);
        try {
            long limit = task.process().limits().bound(ResourceLimits.OPEN_FILES);
            return task.files().install(file, 0, true, limit);
        } catch (RuntimeException failure) {
            file.release();
            throw failure;
        }
    }

    /** mq_unlink(2). */
    @Syscall("mq_unlink")
    public void mqUnlink(Task task, @Arg(ArgumentKind.STRING) long name) {
        names.unlink(task, task.guest().readString(name, Limits.PATH_MAX - 1));
    }

    /** mq_timedsend(2). */
    @Syscall("mq_timedsend")
    public void mqTimedsend(
            Task task,
            @Arg(ArgumentKind.FD) int mqdes,
            @Arg(ArgumentKind.POINTER) long msg_ptr,
            @Arg(ArgumentKind.SIZE) long msg_len,
            @Arg(ArgumentKind.UINT) int msg_prio,
            @Arg(ArgumentKind.TIMESPEC) long abs_timeout) {
        if (Integer.compareUnsigned(msg_prio, HIGHEST_PRIORITY) >= 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        long deadline = deadline(task, abs_timeout);
        QueueDescriptor file = QueueDescriptor.acquire(task, mqdes);
        try {
            require(file.writable(), Errno.EBADF);
            PosixQueue queue = file.queue();
            require(Long.compareUnsigned(msg_len, queue.largestMessage()) <= 0, Errno.EMSGSIZE);
            byte[] text = new byte[(int) msg_len];
            task.guest().copyIn(msg_ptr, text, 0, text.length);
            await(task, file, false, deadline, () -> queue.offer(task, text, msg_prio));
        } finally {
            file.release();
        }
    }

    /** mq_timedreceive(2). */
    @Syscall("mq_timedreceive")
    public long mqTimedreceive(
            Task task,
            @Arg(ArgumentKind.FD) int mqdes,
            @Arg(ArgumentKind.POINTER) long msg_ptr,
            @Arg(ArgumentKind.SIZE) long msg_len,
            @Arg(ArgumentKind.INT_POINTER) long msg_prio,
            @Arg(ArgumentKind.TIMESPEC) long abs_timeout) {
        long deadline = deadline(task, abs_timeout);
        QueueDescriptor file = QueueDescriptor.acquire(task, mqdes);
        try {
            require(file.readable(), Errno.EBADF);
            PosixQueue queue = file.queue();
            require(Long.compareUnsigned(msg_len, queue.largestMessage()) >= 0, Errno.EMSGSIZE);
            PosixQueue.@Nullable Received[] taken = {null};
            await(task, file, true, deadline, () -> (taken[0] = queue.take()) != null);
            PosixQueue.Received message = Objects.requireNonNull(taken[0]);
            if (msg_prio != 0) {
                task.guest().putInt(msg_prio, message.priority());
            }
            task.guest().copyOut(msg_ptr, message.text(), 0, message.text().length);
            return message.text().length;
        } finally {
            file.release();
        }
    }

    private long deadline(Task task, long timeout) {
        return timeout == 0
                ? Task.FOREVER
                : clocks.deadline(task, Time.CLOCK_REALTIME, Clocks.read(task.guest(), timeout));
    }

    private static void require(boolean holds, Errno error) {
        if (!holds) {
            throw ErrnoException.of(error);
        }
    }

    private static void await(
            Task task, QueueDescriptor file, boolean receives, long deadline, BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return;
        }
        require((file.statusFlags() & Fcntl.O_NONBLOCK) == 0, Errno.EAGAIN);
        file.queue().addWaiter(task, receives);
        try {
            if (!task.await(condition, deadline)) {
                throw ErrnoException.of(task.interrupted() ? RestartCode.ERESTARTSYS : Errno.ETIMEDOUT.number());
            }
        } finally {
            file.queue().removeWaiter(task, receives);
        }
    }

    /** mq_notify(2): once, when a message comes into the empty queue and nobody waits for one. */
    @Syscall(value = "mq_notify", limits = "SIGEV_THREAD answers EBADF, since there is no netlink socket to tell")
    public void mqNotify(Task task, @Arg(ArgumentKind.FD) int mqdes, @Arg(ArgumentKind.POINTER) long sevp) {
        GuestMemory memory = task.guest();
        int kind = sevp == 0 ? Signal.SIGEV_NONE : memory.getInt(sevp + SigeventLayout.SIGEV_NOTIFY);
        int signal = sevp == 0 ? 0 : memory.getInt(sevp + SigeventLayout.SIGEV_SIGNO);
        long value = sevp == 0 ? 0 : memory.getLong(sevp + SigeventLayout.SIGEV_VALUE);
        require(kind == Signal.SIGEV_NONE || kind == Signal.SIGEV_SIGNAL || kind == Signal.SIGEV_THREAD, Errno.EINVAL);
        require(kind != Signal.SIGEV_SIGNAL || (signal >= 0 && signal <= Signal.COUNT), Errno.EINVAL);
        require(kind != Signal.SIGEV_THREAD, Errno.EBADF);
        QueueDescriptor file = QueueDescriptor.acquire(task, mqdes);
        try {
            notify(task.process(), file.queue(), sevp == 0, kind == Signal.SIGEV_SIGNAL ? signal : 0, value);
        } finally {
            file.release();
        }
    }

    private static void notify(Process process, PosixQueue queue, boolean forget, int signal, long value) {
        if (forget) {
            queue.removeNotification(process);
            return;
        }
        queue.setNotification(new PosixQueue.Notification(process, signal, value));
        var _ = process.ended().thenRun(() -> queue.removeNotification(process));
    }

    /** mq_getsetattr(2). */
    @Syscall("mq_getsetattr")
    public void mqGetsetattr(
            Task task,
            @Arg(ArgumentKind.FD) int mqdes,
            @Arg(ArgumentKind.POINTER) long newattr,
            @Arg(ArgumentKind.POINTER) long oldattr) {
        GuestMemory memory = task.guest();
        long flags = newattr == 0 ? 0 : memory.getLong(newattr);
        require((flags & ~Fcntl.O_NONBLOCK) == 0, Errno.EINVAL);
        QueueDescriptor file = QueueDescriptor.acquire(task, mqdes);
        try {
            int former = file.statusFlags();
            int messages = file.queue().count();
            if (newattr != 0) {
                file.setStatusFlags((former & ~Fcntl.O_NONBLOCK) | (int) flags);
            }
            if (oldattr != 0) {
                memory.fill(oldattr, ATTRIBUTES_SIZE, (byte) 0);
                memory.putLong(oldattr, former & Fcntl.O_NONBLOCK);
                memory.putLong(oldattr + MOST_MESSAGES, file.queue().mostMessages());
                memory.putLong(oldattr + LARGEST_MESSAGE, file.queue().largestMessage());
                memory.putLong(oldattr + MESSAGES, messages);
            }
        } finally {
            file.release();
        }
    }
}
