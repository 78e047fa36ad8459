package io.tombolo.proc.internal.message;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.ipc.IpcTable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The message queues of a kernel. Thread-safe; its monitor guards the table and what {@code IpcObject} says of its queues. */
@Singleton
final class MessageQueues {
    private final IpcTable<MessageQueue> table = new IpcTable<>(Ipc.MSGMNI);

    @Inject
    MessageQueues() {}

    /** msgget(2). */
    synchronized int get(Task task, int key, int flags) {
        return table.get(
                        task.credentials(),
                        key,
                        flags,
                        () -> new MessageQueue(task.credentials(), key, flags),
                        found -> {})
                .id();
    }

    /** The queue with an identifier, for somebody who may access it; throws {@code EINVAL}, {@code EACCES}. */
    synchronized MessageQueue require(Task task, int id, int access) {
        MessageQueue queue = table.require(id);
        queue.requireAccess(task.credentials(), access);
        return queue;
    }

    /** Removes a queue. */
    synchronized void remove(Task task, int id) {
        MessageQueue queue = table.require(id);
        queue.requireOwner(task.credentials());
        table.remove(queue);
        queue.remove();
    }

    /** The table; the caller holds the monitor. */
    IpcTable<MessageQueue> table() {
        return table;
    }
}
