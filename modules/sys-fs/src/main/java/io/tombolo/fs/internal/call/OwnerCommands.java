package io.tombolo.fs.internal.call;

import io.tombolo.core.ProcessTable;
import io.tombolo.core.SignalOwner;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;

/** The commands of fcntl(2) that say whom a file tells of its readiness ({@code f_setown} of the kernel's fs/fcntl.c). */
final class OwnerCommands {
    private OwnerCommands() {}

    static long get(OpenFile file) {
        SignalOwner owner = file.signalOwner();
        return owner.type() == SignalOwner.GROUP ? -owner.id() : owner.id();
    }

    static long set(Task task, OpenFile file, int owner) {
        if (owner == Integer.MIN_VALUE) {
            return Errno.EINVAL.result();
        }
        return owner < 0
                ? change(task, file, SignalOwner.GROUP, -owner)
                : change(task, file, SignalOwner.PROCESS, owner);
    }

    /** {@code struct f_owner_ex}: type and number. */
    static long getExtended(Task task, OpenFile file, long address) {
        SignalOwner owner = file.signalOwner();
        task.guest().putInt(address, owner.type());
        task.guest().putInt(address + Integer.BYTES, owner.id());
        return 0;
    }

    static long setExtended(Task task, OpenFile file, long address) {
        int type = task.guest().getInt(address);
        int id = task.guest().getInt(address + Integer.BYTES);
        return type < SignalOwner.TASK || type > SignalOwner.GROUP
                ? Errno.EINVAL.result()
                : change(task, file, type, id);
    }

    static long setSignal(OpenFile file, long signal) {
        if (signal < 0 || signal > Signal.COUNT) {
            return Errno.EINVAL.result();
        }
        file.setSignalOwner(file.signalOwner().withSignal((int) signal));
        return 0;
    }

    private static long change(Task task, OpenFile file, int type, int id) {
        if (id != 0 && !exists(task.kernel().processes(), type, id)) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        file.setSignalOwner(file.signalOwner().withOwner(type, id));
        return 0;
    }

    private static boolean exists(ProcessTable processes, int type, int id) {
        return switch (type) {
            case SignalOwner.TASK -> processes.task(id) != null;
            case SignalOwner.PROCESS -> processes.process(id) != null;
            default -> {
                synchronized (processes) {
                    yield processes.group(id) != null;
                }
            }
        };
    }
}
