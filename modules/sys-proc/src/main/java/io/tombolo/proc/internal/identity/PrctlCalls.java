package io.tombolo.proc.internal.identity;

import static io.tombolo.core.abi.Prctl.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** prctl(2). */
public final class PrctlCalls {
    private static final int NAME_BYTES = 16;
    /** {@code SUID_DUMP_USER}. */
    private static final int DUMPABLE = 1;

    @Inject
    PrctlCalls() {}

    /** prctl(2). */
    @Syscall(value = "prctl", limits = "options that this kernel does not know answer EINVAL")
    public long prctl(
            Task task, @Arg(ArgumentKind.PRCTL_OPTION) int option, long arg2, long arg3, long arg4, long arg5) {
        return switch (option) {
            case PR_SET_NAME -> setName(task, arg2);
            case PR_GET_NAME -> getName(task, arg2);
            case PR_GET_DUMPABLE -> DUMPABLE;
            case PR_SET_DUMPABLE -> onlyAsItIs(arg2 == DUMPABLE);
            case PR_SET_CHILD_SUBREAPER -> setSubreaper(task, arg2);
            case PR_GET_CHILD_SUBREAPER -> putInt(task, arg2, task.process().subreaper() ? 1 : 0);
            case PR_GET_TID_ADDRESS -> putLong(task, arg2, task.clearChildTid());
            case PR_GET_KEEPCAPS, PR_GET_SECUREBITS, PR_GET_SECCOMP, PR_GET_TIMING, PR_GET_THP_DISABLE -> 0;
            case PR_CAPBSET_READ -> onlyCapability(arg2);
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private static long setName(Task task, long address) {
        byte[] name = new byte[NAME_BYTES];
        int length = 0;
        while (length < NAME_BYTES - 1) {
            byte character = task.guest().getByte(address + length);
            if (character == 0) {
                break;
            }
            name[length++] = character;
        }
        task.setName(new String(name, 0, length, StandardCharsets.ISO_8859_1));
        return 0;
    }

    private static long getName(Task task, long address) {
        byte[] name = Arrays.copyOf(task.name().getBytes(StandardCharsets.ISO_8859_1), NAME_BYTES);
        task.guest().copyOut(address, name, 0, NAME_BYTES);
        return 0;
    }

    private static long setSubreaper(Task task, long on) {
        task.process().setSubreaper(on != 0);
        return 0;
    }

    private static long putInt(Task task, long address, int value) {
        task.guest().putInt(address, value);
        return 0;
    }

    private static long putLong(Task task, long address, long value) {
        task.guest().putLong(address, value);
        return 0;
    }

    private static long onlyAsItIs(boolean asItIs) {
        if (!asItIs) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return 0;
    }

    private static long onlyCapability(long capability) {
        onlyAsItIs(Long.compareUnsigned(capability, Capability.CAP_LAST_CAP) <= 0);
        return 1;
    }
}
