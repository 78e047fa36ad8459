package io.tombolo.proc.internal.message;

import static io.tombolo.core.abi.Ipc.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** msgget(2), msgsnd(2), msgrcv(2). */
public final class MessageCalls {
    private static final int READ = 0444;
    private static final int WRITE = 0222;

    private final MessageQueues queues;

    @Inject
    MessageCalls(MessageQueues queues) {
        this.queues = queues;
    }

    /** msgget(2). */
    @Syscall("msgget")
    public long msgget(Task task, @Arg(ArgumentKind.HEX) int key, @Arg(ArgumentKind.HEX) int msgflg) {
        return queues.get(task, key, msgflg);
    }

    /** msgsnd(2). */
    @Syscall("msgsnd")
    public long msgsnd(
            Task task,
            int msqid,
            @Arg(ArgumentKind.POINTER) long msgp,
            @Arg(ArgumentKind.SIZE) long msgsz,
            @Arg(ArgumentKind.HEX) int msgflg) {
        long type = task.guest().getLong(msgp);
        if (msgsz < 0 || msgsz > MSGMAX || msqid < 0 || type < 1) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        byte[] text = new byte[(int) msgsz];
        task.guest().copyIn(msgp + Long.BYTES, text, 0, text.length);
        Message message = new Message(type, text);
        MessageQueue queue = queues.require(task, msqid, WRITE);
        if (!queue.offer(task, message)) {
            if ((msgflg & IPC_NOWAIT) != 0) {
                throw ErrnoException.of(Errno.EAGAIN);
            }
            await(task, queue, () -> queue.offer(task, message));
        }
        return 0;
    }

    private static void await(Task task, MessageQueue queue, BooleanSupplier condition) {
        queue.addWaiter(task);
        try {
            if (!task.await(condition, Task.FOREVER)) {
                throw ErrnoException.of(RestartCode.ERESTARTNOHAND);
            }
        } finally {
            queue.removeWaiter(task);
        }
    }

    /** msgrcv(2). */
    @Syscall("msgrcv")
    public long msgrcv(
            Task task,
            int msqid,
            @Arg(ArgumentKind.POINTER) long msgp,
            @Arg(ArgumentKind.SIZE) long msgsz,
            long msgtyp,
            @Arg(ArgumentKind.HEX) int msgflg) {
        if (msqid < 0 || msgsz < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        boolean copies = (msgflg & MSG_COPY) != 0;
        if (copies && ((msgflg & MSG_EXCEPT) != 0 || (msgflg & IPC_NOWAIT) == 0)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        MessageQueue queue = queues.require(task, msqid, READ);
        MessageFilter filter = new MessageFilter(msgtyp, msgsz, msgflg);
        Message message = copies ? queue.copy(msgtyp, filter) : receive(task, queue, filter);
        int length = (int) Math.min(msgsz, message.text().length);
        task.guest().putLong(msgp, message.type());
        task.guest().copyOut(msgp + Long.BYTES, message.text(), 0, length);
        return length;
    }

    private static Message receive(Task task, MessageQueue queue, MessageFilter filter) {
        @Nullable Message[] taken = {queue.take(task, filter)};
        if (taken[0] == null) {
            if ((filter.flags() & IPC_NOWAIT) != 0) {
                throw ErrnoException.of(Errno.ENOMSG);
            }
            await(task, queue, () -> (taken[0] = queue.take(task, filter)) != null);
        }
        return java.util.Objects.requireNonNull(taken[0]);
    }
}
