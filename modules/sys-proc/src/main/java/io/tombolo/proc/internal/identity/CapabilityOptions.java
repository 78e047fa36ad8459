package io.tombolo.proc.internal.identity;

import static io.tombolo.core.abi.Prctl.*;

import io.tombolo.core.CapabilitySets;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;

/** The options of prctl(2) about capabilities: {@code cap_task_prctl} in {@code security/commoncap.c}. */
final class CapabilityOptions {
    private static final int ALL_SECURE_BITS = 0xFF;
    private static final int ALL_SECURE_LOCKS = 0xAA;
    /** {@code SECBIT_NO_CAP_AMBIENT_RAISE}. */
    private static final int NO_AMBIENT_RAISE = 1 << 6;

    private CapabilityOptions() {}

    static long readBounding(Task task, long capability) {
        return (sets(task).bounding() & validBit(capability)) != 0 ? 1 : 0;
    }

    static long dropBounding(Task task, long capability) {
        requireSetPrivileges(task);
        long bit = validBit(capability);
        set(task, sets(task).withBounding(sets(task).bounding() & ~bit));
        return 0;
    }

    static long setSecureBits(Task task, long wanted) {
        int now = sets(task).secureBits();
        int to = (int) wanted;
        boolean changesLocked = ((now & ALL_SECURE_LOCKS) >> 1 & (now ^ to)) != 0;
        boolean unlocks = (now & ALL_SECURE_LOCKS & ~to) != 0;
        boolean unknown = (wanted & ~ALL_SECURE_BITS) != 0;
        if (changesLocked || unlocks || unknown) {
            throw ErrnoException.of(Errno.EPERM);
        }
        requireSetPrivileges(task);
        set(task, sets(task).withSecureBits(to));
        return 0;
    }

    static long setKeep(Task task, long keep) {
        require(Long.compareUnsigned(keep, 1) <= 0);
        CapabilitySets now = sets(task);
        if (now.secures(CapabilitySets.KEEP_LOCKED)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        int others = now.secureBits() & ~CapabilitySets.KEEP;
        set(task, now.withSecureBits(keep == 0 ? others : others | CapabilitySets.KEEP));
        return 0;
    }

    static long ambient(Task task, long operation, long capability, long arg4, long arg5) {
        CapabilitySets now = sets(task);
        if (operation == PR_CAP_AMBIENT_CLEAR_ALL) {
            require(capability == 0 && arg4 == 0 && arg5 == 0);
            set(task, now.withAmbient(0));
            return 0;
        }
        require(arg4 == 0 && arg5 == 0);
        long bit = validBit(capability);
        return switch ((int) operation) {
            case PR_CAP_AMBIENT_IS_SET -> (now.ambient() & bit) != 0 ? 1 : 0;
            case PR_CAP_AMBIENT_RAISE -> {
                if ((now.permitted() & now.inheritable() & bit) == 0 || now.secures(NO_AMBIENT_RAISE)) {
                    throw ErrnoException.of(Errno.EPERM);
                }
                set(task, now.withAmbient(now.ambient() | bit));
                yield 0;
            }
            case PR_CAP_AMBIENT_LOWER -> {
                set(task, now.withAmbient(now.ambient() & ~bit));
                yield 0;
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private static CapabilitySets sets(Task task) {
        return task.credentials().capabilities();
    }

    private static void set(Task task, CapabilitySets to) {
        task.setCredentials(task.credentials().withCapabilities(to));
    }

    private static long validBit(long capability) {
        require(Long.compareUnsigned(capability, Capability.CAP_LAST_CAP) <= 0);
        return CapabilitySets.bit((int) capability);
    }

    private static void requireSetPrivileges(Task task) {
        if (!task.credentials().has(Capability.CAP_SETPCAP)) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }
}
