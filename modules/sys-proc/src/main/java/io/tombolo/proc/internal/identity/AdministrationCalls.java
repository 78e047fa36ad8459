package io.tombolo.proc.internal.identity;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/**
 * What administers a whole machine. A guest has no machine, so it is answered as Linux answers whoever lacks the capability,
 * even where the guest's view says root.
 */
public final class AdministrationCalls {
    private static final long REFUSED = -Errno.EPERM.number();

    @Inject
    AdministrationCalls() {}

    /** acct(2). */
    @Syscall(value = "acct", limits = "always refused, as without CAP_SYS_PACCT")
    public long acct(Task task, @Arg(ArgumentKind.PATH) long filename) {
        return REFUSED;
    }

    /** vhangup(2). */
    @Syscall(value = "vhangup", limits = "always refused, as without CAP_SYS_TTY_CONFIG")
    public long vhangup(Task task) {
        return REFUSED;
    }

    /** quotactl(2). */
    @Syscall(value = "quotactl", limits = "always refused, as without CAP_SYS_ADMIN")
    public long quotactl(
            Task task,
            @Arg(ArgumentKind.HEX) int cmd,
            @Arg(ArgumentKind.PATH) long special,
            int id,
            @Arg(ArgumentKind.POINTER) long addr) {
        return REFUSED;
    }

    /** reboot(2). */
    @Syscall(value = "reboot", limits = "always refused, as without CAP_SYS_BOOT")
    public long reboot(
            Task task,
            @Arg(ArgumentKind.HEX) int magic,
            @Arg(ArgumentKind.HEX) int magic2,
            @Arg(ArgumentKind.HEX) int cmd,
            @Arg(ArgumentKind.POINTER) long arg) {
        return REFUSED;
    }

    /** swapon(2) and swapoff(2). */
    @Syscall(
            value = {"swapon", "swapoff"},
            limits = "always refused, as without CAP_SYS_ADMIN")
    public long swap(Task task, @Arg(ArgumentKind.PATH) long path) {
        return REFUSED;
    }

    /** init_module(2), finit_module(2), delete_module(2). */
    @Syscall(
            value = {"init_module", "finit_module", "delete_module"},
            limits = "always refused, as without CAP_SYS_MODULE")
    public long module(Task task) {
        return REFUSED;
    }

    /** kexec_load(2) and kexec_file_load(2). */
    @Syscall(
            value = {"kexec_load", "kexec_file_load"},
            limits = "always refused, as without CAP_SYS_BOOT")
    public long kexec(Task task) {
        return REFUSED;
    }

    /** bpf(2). */
    @Syscall(value = "bpf", limits = "always refused, as without CAP_BPF where unprivileged use is off")
    public long bpf(Task task, int cmd, @Arg(ArgumentKind.POINTER) long attr, @Arg(ArgumentKind.UINT) int size) {
        return REFUSED;
    }
}
