package io.tombolo.proc.internal.semaphore;

import static io.tombolo.core.abi.Ipc.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.layout.IpcPermLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.ProcFiles;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** semctl(2), and {@code /proc/sysvipc/sem}. */
@Singleton
public final class SemaphoreControl implements ProcFiles {
    /** {@code struct semid64_ds} of {@code asm-generic/sembuf.h}. */
    private static final int STATUS_SIZE = 88;

    private static final int OPERATED = 48;
    private static final int CHANGED = 56;
    private static final int COUNT = 64;
    private static final int INFO_WORDS = 10;
    private static final int READ = 0444;
    private static final int WRITE = 0222;

    private final SemaphoreSets sets;

    @Inject
    SemaphoreControl(SemaphoreSets sets) {
        this.sets = sets;
    }

    /** semctl(2). */
    @Syscall("semctl")
    public long semctl(Task task, int semid, int semnum, int cmd, @Arg(ArgumentKind.HEX) long arg) {
        if (semid < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return switch (cmd) {
            case IPC_INFO, SEM_INFO -> info(task, cmd, arg);
            case IPC_STAT, SEM_STAT, SEM_STAT_ANY -> status(task, semid, cmd, arg);
            case GETALL, GETVAL, GETPID, GETNCNT, GETZCNT -> get(task, semid, semnum, cmd, arg);
            case SETVAL -> setValue(task, semid, semnum, (int) arg);
            case SETALL -> setAll(task, semid, arg);
            case IPC_RMID -> {
                sets.remove(task, semid);
                yield 0;
            }
            case IPC_SET -> setOwner(task, semid, arg);
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private long info(Task task, int command, long address) {
        int inUse;
        int semaphores;
        int highest;
        synchronized (sets) {
            inUse = sets.table().objects().size();
            semaphores = sets.table().objects().stream()
                    .mapToInt(SemaphoreSet::count)
                    .sum();
            highest = sets.table().highestSlot();
        }
        boolean used = command == SEM_INFO;
        int[] words = {
            SEMMNS,
            SEMMNI,
            SEMMNS,
            SEMMNS,
            SEMMSL,
            SEMOPM,
            SEMOPM,
            used ? inUse : 20,
            SEMVMX,
            used ? semaphores : SEMVMX
        };
        ByteBuffer bytes = ByteBuffer.allocate(INFO_WORDS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        task.guest().copyOut(address, bytes.array(), 0, bytes.capacity());
        return highest;
    }

    private long status(Task task, int id, int command, long address) {
        ByteBuffer bytes = ByteBuffer.allocate(STATUS_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        int answer = 0;
        synchronized (sets) {
            SemaphoreSet set = command == IPC_STAT
                    ? sets.table().require(id)
                    : sets.table().requireAt(id);
            if (command != SEM_STAT_ANY) {
                set.requireAccess(task.credentials(), READ);
            }
            set.putPermissions(bytes);
            bytes.putLong(OPERATED, set.operated());
            bytes.putLong(CHANGED, set.changed());
            bytes.putLong(COUNT, set.count());
            answer = command == IPC_STAT ? 0 : set.id();
        }
        task.guest().copyOut(address, bytes.array(), 0, STATUS_SIZE);
        return answer;
    }

    private long get(Task task, int id, int number, int command, long address) {
        SemaphoreSet set = sets.require(task, id, READ);
        if (command == GETALL) {
            int[] values = set.allValues();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int value : values) {
                bytes.putShort((short) value);
            }
            task.guest().copyOut(address, bytes.array(), 0, bytes.capacity());
            return 0;
        }
        requireNumber(set, number);
        return switch (command) {
            case GETVAL -> set.value(number);
            case GETPID -> set.lastPid(number);
            case GETNCNT -> set.waiting(number, false);
            default -> set.waiting(number, true);
        };
    }

    private static void requireNumber(SemaphoreSet set, int number) {
        if (number < 0 || number >= set.count()) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private long setValue(Task task, int id, int number, int value) {
        if (value < 0 || value > SEMVMX) {
            throw ErrnoException.of(Errno.ERANGE);
        }
        SemaphoreSet set = sets.require(task, id, WRITE);
        requireNumber(set, number);
        set.setValues(number, new int[] {value}, task.process());
        return 0;
    }

    private long setAll(Task task, int id, long address) {
        SemaphoreSet set = sets.require(task, id, WRITE);
        int[] values = new int[set.count()];
        GuestMemory memory = task.guest();
        for (int i = 0; i < values.length; i++) {
            values[i] = Short.toUnsignedInt(memory.getShort(address + (long) i * Short.BYTES));
            if (values[i] > SEMVMX) {
                throw ErrnoException.of(Errno.ERANGE);
            }
        }
        set.setValues(0, values, task.process());
        return 0;
    }

    private long setOwner(Task task, int id, long address) {
        byte[] permissions = new byte[IpcPermLayout.SIZEOF];
        task.guest().copyIn(address, permissions, 0, permissions.length);
        synchronized (sets) {
            SemaphoreSet set = sets.table().require(id);
            set.requireOwner(task.credentials());
            set.setOwner(ByteBuffer.wrap(permissions).order(ByteOrder.LITTLE_ENDIAN));
            set.touch();
        }
        return 0;
    }

    @Override
    public List<File> files() {
        return List.of(new File("sysvipc", "sem", this::listing));
    }

    private String listing(Task reader) {
        StringBuilder text = new StringBuilder(
                "       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime\n");
        synchronized (sets) {
            for (SemaphoreSet set : sets.table().objects()) {
                text.append("%10d %10d  %4o %10d %5d %5d %5d %5d %10d %10d\n"
                        .formatted(
                                set.key(),
                                set.id(),
                                set.mode(),
                                set.count(),
                                set.user(),
                                set.group(),
                                set.creatorUser(),
                                set.creatorGroup(),
                                set.operated(),
                                set.changed()));
            }
        }
        return text.toString();
    }
}
