package io.tombolo.proc.internal.message;

import static io.tombolo.core.abi.Ipc.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.ProcFiles;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** msgctl(2), and {@code /proc/sysvipc/msg}. */
@Singleton
public final class MessageControl implements ProcFiles {
    /** {@code struct msqid64_ds} of {@code asm-generic/msgbuf.h}. */
    private static final int STATUS_SIZE = 120;

    private static final int TIMES = 48;
    private static final int LIMIT = 88;
    private static final int INFO_SIZE = 32;
    private static final int READ = 0444;

    private final MessageQueues queues;

    @Inject
    MessageControl(MessageQueues queues) {
        this.queues = queues;
    }

    /** msgctl(2). */
    @Syscall("msgctl")
    public long msgctl(Task task, int msqid, int cmd, @Arg(ArgumentKind.POINTER) long buf) {
        if (msqid < 0 || cmd < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return switch (cmd) {
            case IPC_INFO, MSG_INFO -> info(task, cmd, buf);
            case IPC_STAT, MSG_STAT, MSG_STAT_ANY -> status(task, msqid, cmd, buf);
            case IPC_SET -> set(task, msqid, buf);
            case IPC_RMID -> {
                queues.remove(task, msqid);
                yield 0;
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private long info(Task task, int command, long address) {
        ByteBuffer bytes = ByteBuffer.allocate(INFO_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        int highest;
        synchronized (queues) {
            highest = queues.table().highestSlot();
            if (command == MSG_INFO) {
                List<MessageQueue.Status> all = queues.table().objects().stream()
                        .map(MessageQueue::status)
                        .toList();
                bytes.putInt(all.size());
                bytes.putInt((int)
                        all.stream().mapToLong(MessageQueue.Status::messages).sum());
                bytes.putInt(MSGMAX).putInt(MSGMNB).putInt(MSGMNI).putInt(16);
                bytes.putInt(
                        (int) all.stream().mapToLong(MessageQueue.Status::bytes).sum());
            } else {
                bytes.putInt(MSGMNI / 1024 * MSGMNB).putInt(MSGMNB).putInt(MSGMAX);
                bytes.putInt(MSGMNB).putInt(MSGMNI).putInt(16).putInt(MSGMNB);
            }
        }
        bytes.putShort((short) -1);
        task.guest().copyOut(address, bytes.array(), 0, INFO_SIZE);
        return highest;
    }

    private long status(Task task, int id, int command, long address) {
        ByteBuffer bytes = ByteBuffer.allocate(STATUS_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        int answer;
        synchronized (queues) {
            MessageQueue queue = command == IPC_STAT
                    ? queues.table().require(id)
                    : queues.table().requireAt(id);
            if (command != MSG_STAT_ANY) {
                queue.requireAccess(task.credentials(), READ);
            }
            queue.putPermissions(bytes);
            MessageQueue.Status status = queue.status();
            bytes.position(TIMES);
            bytes.putLong(status.sent()).putLong(status.received()).putLong(status.changed());
            bytes.putLong(status.bytes()).putLong(status.messages()).putLong(status.limit());
            bytes.putInt(status.lastSender()).putInt(status.lastReceiver());
            answer = command == IPC_STAT ? 0 : queue.id();
        }
        task.guest().copyOut(address, bytes.array(), 0, STATUS_SIZE);
        return answer;
    }

    private long set(Task task, int id, long address) {
        byte[] wanted = new byte[STATUS_SIZE];
        task.guest().copyIn(address, wanted, 0, wanted.length);
        ByteBuffer bytes = ByteBuffer.wrap(wanted).order(ByteOrder.LITTLE_ENDIAN);
        long limit = bytes.getLong(LIMIT);
        synchronized (queues) {
            MessageQueue queue = queues.table().require(id);
            queue.requireOwner(task.credentials());
            if (Long.compareUnsigned(limit, MSGMNB) > 0 && !task.credentials().has(Capability.CAP_SYS_RESOURCE)) {
                throw ErrnoException.of(Errno.EPERM);
            }
            queue.setOwner(bytes);
            queue.setLimit(limit);
        }
        return 0;
    }

    @Override
    public List<File> files() {
        return List.of(new File("sysvipc", "msg", this::listing));
    }

    private String listing(Task reader) {
        StringBuilder text = new StringBuilder("       key      msqid perms      cbytes       qnum lspid lrpid"
                + "   uid   gid  cuid  cgid      stime      rtime      ctime\n");
        synchronized (queues) {
            for (MessageQueue queue : queues.table().objects()) {
                MessageQueue.Status status = queue.status();
                text.append("%10d %10d  %4o  %10d %10d %5d %5d %5d %5d %5d %5d %10d %10d %10d\n"
                        .formatted(
                                queue.key(),
                                queue.id(),
                                queue.mode(),
                                status.bytes(),
                                status.messages(),
                                status.lastSender(),
                                status.lastReceiver(),
                                queue.user(),
                                queue.group(),
                                queue.creatorUser(),
                                queue.creatorGroup(),
                                status.sent(),
                                status.received(),
                                status.changed()));
            }
        }
        return text.toString();
    }
}
