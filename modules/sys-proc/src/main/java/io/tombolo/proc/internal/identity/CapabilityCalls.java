package io.tombolo.proc.internal.identity;

import io.tombolo.core.CapabilitySets;
import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.layout.CapUserDataLayout;
import io.tombolo.core.abi.layout.CapUserHeaderLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/** capget(2) and capset(2): the capabilities of a task as the guest sees them ({@code kernel/capability.c}). */
public final class CapabilityCalls {
    @Inject
    CapabilityCalls() {}

    /** capget(2). */
    @Syscall("capget")
    public void capget(Task task, @Arg(ArgumentKind.POINTER) long hdrp, @Arg(ArgumentKind.POINTER) long datap) {
        GuestMemory memory = task.guest();
        int words = words(memory, hdrp);
        if (words == 0) {
            if (datap == 0) {
                return;
            }
            throw ErrnoException.of(Errno.EINVAL);
        }
        int pid = memory.getInt(hdrp + CapUserHeaderLayout.PID);
        if (pid < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        Task target = pid == 0 ? task : task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        CapabilitySets sets = target.credentials().capabilities();
        for (int word = 0; datap != 0 && word < words; word++) {
            long at = datap + (long) word * CapUserDataLayout.SIZEOF;
            memory.putInt(at + CapUserDataLayout.EFFECTIVE, (int) (sets.effective() >>> (32 * word)));
            memory.putInt(at + CapUserDataLayout.PERMITTED, (int) (sets.permitted() >>> (32 * word)));
            memory.putInt(at + CapUserDataLayout.INHERITABLE, (int) (sets.inheritable() >>> (32 * word)));
        }
    }

    /** How many words of 32 capabilities the version has; 0 for an unknown one, which is then replaced by the right one. */
    private static int words(GuestMemory memory, long header) {
        return switch (memory.getInt(header + CapUserHeaderLayout.VERSION)) {
            case Capability._LINUX_CAPABILITY_VERSION_1 -> 1;
            case Capability._LINUX_CAPABILITY_VERSION_2, Capability._LINUX_CAPABILITY_VERSION_3 -> 2;
            default -> {
                memory.putInt(header + CapUserHeaderLayout.VERSION, Capability._LINUX_CAPABILITY_VERSION_3);
                yield 0;
            }
        };
    }

    /** capset(2). */
    @Syscall("capset")
    public void capset(Task task, @Arg(ArgumentKind.POINTER) long hdrp, @Arg(ArgumentKind.POINTER) long datap) {
        GuestMemory memory = task.guest();
        int words = words(memory, hdrp);
        if (words == 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        int pid = memory.getInt(hdrp + CapUserHeaderLayout.PID);
        if (pid != 0 && pid != task.tid()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        long effective = 0;
        long permitted = 0;
        long inheritable = 0;
        for (int word = 0; word < words; word++) {
            long at = datap + (long) word * CapUserDataLayout.SIZEOF;
            effective |= unsigned(memory, at + CapUserDataLayout.EFFECTIVE) << (32 * word);
            permitted |= unsigned(memory, at + CapUserDataLayout.PERMITTED) << (32 * word);
            inheritable |= unsigned(memory, at + CapUserDataLayout.INHERITABLE) << (32 * word);
        }
        set(task, permitted & CapabilitySets.ALL, effective & CapabilitySets.ALL, inheritable & CapabilitySets.ALL);
    }

    private static long unsigned(GuestMemory memory, long address) {
        return Integer.toUnsignedLong(memory.getInt(address));
    }

    /** The rules of {@code cap_capset} in {@code security/commoncap.c}. */
    private static void set(Task task, long permitted, long effective, long inheritable) {
        Credentials credentials = task.credentials();
        CapabilitySets now = credentials.capabilities();
        boolean inheritsMore =
                (inheritable & ~(now.inheritable() | now.permitted())) != 0 && !now.has(Capability.CAP_SETPCAP);
        boolean beyondBounds = (inheritable & ~(now.inheritable() | now.bounding())) != 0;
        boolean gains = (permitted & ~now.permitted()) != 0 || (effective & ~permitted) != 0;
        if (inheritsMore || beyondBounds || gains) {
            throw ErrnoException.of(Errno.EPERM);
        }
        IdentityChange.commit(task, credentials.withCapabilities(now.with(permitted, effective, inheritable)));
    }
}
