package io.tombolo.proc.internal.identity;

import io.tombolo.core.Credentials;
import io.tombolo.core.Identities;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/**
 * The user identities of a task; see credentials(7). {@code CAP_SETUID} allows it to become anybody. Whom
 * the host takes it for is the file module's affair.
 */
public final class UserCalls {
    @Inject
    UserCalls() {}

    /** getuid(2). */
    @Syscall(value = "getuid", result = ArgumentKind.ID)
    public long getuid(Task task) {
        return Integer.toUnsignedLong(task.credentials().realUser());
    }

    /** geteuid(2). */
    @Syscall(value = "geteuid", result = ArgumentKind.ID)
    public long geteuid(Task task) {
        return Integer.toUnsignedLong(task.credentials().effectiveUser());
    }

    /** getresuid(2). */
    @Syscall("getresuid")
    public void getresuid(
            Task task,
            @Arg(ArgumentKind.INT_POINTER) long ruid,
            @Arg(ArgumentKind.INT_POINTER) long euid,
            @Arg(ArgumentKind.INT_POINTER) long suid) {
        Credentials now = task.credentials();
        task.guest().putInt(ruid, now.realUser());
        task.guest().putInt(euid, now.effectiveUser());
        task.guest().putInt(suid, now.savedUser());
    }

    /** setuid(2). */
    @Syscall("setuid")
    public void setuid(Task task, @Arg(ArgumentKind.ID) int uid) {
        set(task, task.credentials().user().set(uid, privileged(task)));
    }

    /** setreuid(2). */
    @Syscall("setreuid")
    public void setreuid(Task task, @Arg(ArgumentKind.ID) int ruid, @Arg(ArgumentKind.ID) int euid) {
        set(task, task.credentials().user().setRealAndEffective(ruid, euid, privileged(task)));
    }

    /** setresuid(2). */
    @Syscall("setresuid")
    public void setresuid(
            Task task, @Arg(ArgumentKind.ID) int ruid, @Arg(ArgumentKind.ID) int euid, @Arg(ArgumentKind.ID) int suid) {
        set(task, task.credentials().user().setAll(ruid, euid, suid, privileged(task)));
    }

    /** setfsuid(2): answers the former identity, whatever became of the request. */
    @Syscall(value = "setfsuid", result = ArgumentKind.ID)
    public long setfsuid(Task task, @Arg(ArgumentKind.ID) int uid) {
        Credentials now = task.credentials();
        IdentityChange.commit(task, now.withFileSystemUser(now.user().setFileSystem(uid, privileged(task))));
        return Integer.toUnsignedLong(now.fileSystemUser());
    }

    private static boolean privileged(Task task) {
        return task.credentials().has(Capability.CAP_SETUID);
    }

    private static void set(Task task, Identities to) {
        IdentityChange.commit(task, task.credentials().withUser(to));
    }
}
