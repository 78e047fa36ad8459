package io.tombolo.proc.internal.mqueue;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The queues of a kernel by name. Thread-safe. */
@Singleton
final class QueueNames {
    private static final int LONGEST_NAME = 255;
    /** {@code queues_max}. */
    private static final int MOST_QUEUES = 256;

    private static final long MOST_MESSAGES = 10;
    private static final long LARGEST_MESSAGE = 8192;
    private static final long HARD_MOST_MESSAGES = 65536;
    private static final long HARD_LARGEST_MESSAGE = 16 << 20;
    private static final int READ = 4;
    private static final int WRITE = 2;

    private final Map<String, PosixQueue> queues = new HashMap<>();

    @Inject
    QueueNames() {}

    /** What mq_open(3) asks of a new queue. */
    record Attributes(long mostMessages, long largestMessage) {
        /** Without a wish. */
        static final Attributes DEFAULT = new Attributes(MOST_MESSAGES, LARGEST_MESSAGE);
    }

    /** Finds or makes a queue as open(2) does a file. */
    synchronized PosixQueue open(Task task, String name, int flags, int mode, Attributes wanted) {
        checkName(name);
        PosixQueue found = queues.get(name);
        if (found == null) {
            if ((flags & Fcntl.O_CREAT) == 0) {
                throw ErrnoException.of(Errno.ENOENT);
            }
            return create(task, name, mode & ~task.fileSystem().umask() & 0777, wanted);
        }
        if ((flags & Fcntl.O_CREAT) != 0 && (flags & Fcntl.O_EXCL) != 0) {
            throw ErrnoException.of(Errno.EEXIST);
        }
        int access = switch (flags & Fcntl.O_ACCMODE) {
            case Fcntl.O_RDONLY -> READ;
            case Fcntl.O_WRONLY -> WRITE;
            default -> READ | WRITE;
        };
        if ((flags & Fcntl.O_ACCMODE) == Fcntl.O_ACCMODE) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((access & ~granted(task.credentials(), found)) != 0) {
            throw ErrnoException.of(Errno.EACCES);
        }
        return found;
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        if (name.length() > LONGEST_NAME) {
            throw ErrnoException.of(Errno.ENAMETOOLONG);
        }
        if (name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
            throw ErrnoException.of(Errno.EACCES);
        }
    }

    private static int granted(Credentials who, PosixQueue queue) {
        if (who.has(Capability.CAP_DAC_OVERRIDE)) {
            return READ | WRITE;
        }
        if (who.fileSystemUser() == queue.user()) {
            return queue.mode() >> 6 & 7;
        }
        return (who.inGroup(queue.group()) ? queue.mode() >> 3 : queue.mode()) & 7;
    }

    private PosixQueue create(Task task, String name, int mode, Attributes wanted) {
        Credentials who = task.credentials();
        boolean privileged = who.has(Capability.CAP_SYS_RESOURCE);
        long messages = privileged ? HARD_MOST_MESSAGES : MOST_MESSAGES;
        long size = privileged ? HARD_LARGEST_MESSAGE : LARGEST_MESSAGE;
        boolean fits = wanted.mostMessages > 0
                && wanted.largestMessage > 0
                && wanted.mostMessages <= messages
                && wanted.largestMessage <= size;
        if (!fits) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (queues.size() >= MOST_QUEUES && !privileged) {
            throw ErrnoException.of(Errno.ENOSPC);
        }
        PosixQueue queue = new PosixQueue(
                who.fileSystemUser(), who.fileSystemGroup(), mode, wanted.mostMessages, wanted.largestMessage);
        queues.put(name, queue);
        return queue;
    }

    /** mq_unlink(3): who has it open keeps it. */
    synchronized void unlink(Task task, String name) {
        checkName(name);
        PosixQueue queue = queues.get(name);
        if (queue == null) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        Credentials who = task.credentials();
        if (who.fileSystemUser() != queue.user() && !who.has(Capability.CAP_FOWNER)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        queues.remove(name);
    }
}
