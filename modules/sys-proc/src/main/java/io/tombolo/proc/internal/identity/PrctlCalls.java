package io.tombolo.proc.internal.identity;

import static io.tombolo.core.abi.Prctl.*;

import io.tombolo.core.CapabilitySets;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.seccomp.SeccompModes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** prctl(2). */
public final class PrctlCalls {
    private static final int NAME_BYTES = 16;
    private static final int PR_TIMING_STATISTICAL = 0;

    private final SeccompModes seccomp;

    @Inject
    PrctlCalls(SeccompModes seccomp) {
        this.seccomp = seccomp;
    }

    /** prctl(2). */
    @Syscall(value = "prctl", limits = "options that this kernel does not know answer EINVAL")
    public long prctl(
            Task task, @Arg(ArgumentKind.PRCTL_OPTION) int option, long arg2, long arg3, long arg4, long arg5) {
        return switch (option) {
            case PR_SET_NAME -> setName(task, arg2);
            case PR_GET_NAME -> getName(task, arg2);
            case PR_SET_PDEATHSIG -> setParentDeathSignal(task, arg2);
            case PR_GET_PDEATHSIG -> putInt(task, arg2, task.parentDeathSignal());
            case PR_GET_DUMPABLE -> task.process().dumpable() ? 1 : 0;
            case PR_SET_DUMPABLE -> setDumpable(task, arg2);
            case PR_SET_CHILD_SUBREAPER -> setSubreaper(task, arg2);
            case PR_GET_CHILD_SUBREAPER -> putInt(task, arg2, task.process().subreaper() ? 1 : 0);
            case PR_GET_TID_ADDRESS -> putLong(task, arg2, task.clearChildTid());
            case PR_SET_NO_NEW_PRIVS -> setNoNewPrivileges(task, arg2 == 1 && arg3 == 0 && arg4 == 0 && arg5 == 0);
            case PR_GET_NO_NEW_PRIVS -> {
                require(arg2 == 0 && arg3 == 0 && arg4 == 0 && arg5 == 0);
                yield task.noNewPrivileges() ? 1 : 0;
            }
            case PR_GET_SECCOMP -> seccomp.mode(task);
            case PR_SET_SECCOMP -> seccomp.set(task, arg2, arg3);
            case PR_GET_TIMERSLACK -> task.scheduling().realTime() ? 0 : task.timerSlack();
            case PR_SET_TIMERSLACK -> setTimerSlack(task, arg2);
            case PR_GET_TIMING -> PR_TIMING_STATISTICAL;
            case PR_SET_TIMING -> {
                require(arg2 == PR_TIMING_STATISTICAL);
                yield 0;
            }
            case PR_GET_THP_DISABLE -> {
                require(arg2 == 0 && arg3 == 0 && arg4 == 0 && arg5 == 0);
                yield 0;
            }
            default -> capabilityOption(task, option, arg2, arg3, arg4, arg5);
        };
    }

    private static long capabilityOption(Task task, int option, long arg2, long arg3, long arg4, long arg5) {
        CapabilitySets sets = task.credentials().capabilities();
        return switch (option) {
            case PR_CAPBSET_READ -> CapabilityOptions.readBounding(task, arg2);
            case PR_CAPBSET_DROP -> CapabilityOptions.dropBounding(task, arg2);
            case PR_GET_SECUREBITS -> sets.secureBits();
            case PR_SET_SECUREBITS -> CapabilityOptions.setSecureBits(task, arg2);
            case PR_GET_KEEPCAPS -> sets.secures(CapabilitySets.KEEP) ? 1 : 0;
            case PR_SET_KEEPCAPS -> CapabilityOptions.setKeep(task, arg2);
            case PR_CAP_AMBIENT -> CapabilityOptions.ambient(task, arg2, arg3, arg4, arg5);
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

    private static long setParentDeathSignal(Task task, long signal) {
        require(Long.compareUnsigned(signal, Signal.COUNT) <= 0);
        task.setParentDeathSignal((int) signal);
        return 0;
    }

    private static long setDumpable(Task task, long dumpable) {
        require(Long.compareUnsigned(dumpable, 1) <= 0);
        task.process().setDumpable(dumpable != 0);
        return 0;
    }

    private static long setSubreaper(Task task, long on) {
        task.process().setSubreaper(on != 0);
        return 0;
    }

    private static long setNoNewPrivileges(Task task, boolean valid) {
        require(valid);
        task.setNoNewPrivileges();
        return 0;
    }

    private static long setTimerSlack(Task task, long nanoseconds) {
        task.setTimerSlack(nanoseconds <= 0 ? Task.DEFAULT_TIMER_SLACK : nanoseconds);
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

    private static void require(boolean valid) {
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }
}
