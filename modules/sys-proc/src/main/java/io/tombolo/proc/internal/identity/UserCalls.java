package io.tombolo.proc.internal.identity;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/**
 * The user identities of a task; see credentials(7). Root among guests may become anybody, as {@code CAP_SETUID} allows. The host user does not
 * change.
 */
public final class UserCalls {
    private static final int UNCHANGED = -1;

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
        Credentials now = task.credentials();
        if (uid == UNCHANGED) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (now.privileged()) {
            set(task, uid, uid, uid, uid);
        } else {
            require(uid == now.realUser() || uid == now.savedUser());
            set(task, now.realUser(), uid, now.savedUser(), uid);
        }
    }

    /** setreuid(2). */
    @Syscall("setreuid")
    public void setreuid(Task task, @Arg(ArgumentKind.ID) int ruid, @Arg(ArgumentKind.ID) int euid) {
        Credentials now = task.credentials();
        int real = ruid == UNCHANGED ? now.realUser() : ruid;
        int effective = euid == UNCHANGED ? now.effectiveUser() : euid;
        require(now.privileged() || real == now.realUser() || real == now.effectiveUser());
        require(now.privileged() || isOneOf(now, effective));
        boolean saves = ruid != UNCHANGED || effective != now.realUser();
        set(task, real, effective, saves ? effective : now.savedUser(), effective);
    }

    /** setresuid(2). */
    @Syscall("setresuid")
    public void setresuid(
            Task task, @Arg(ArgumentKind.ID) int ruid, @Arg(ArgumentKind.ID) int euid, @Arg(ArgumentKind.ID) int suid) {
        Credentials now = task.credentials();
        int real = ruid == UNCHANGED ? now.realUser() : ruid;
        int effective = euid == UNCHANGED ? now.effectiveUser() : euid;
        int saved = suid == UNCHANGED ? now.savedUser() : suid;
        require(now.privileged() || (isOneOf(now, real) && isOneOf(now, effective) && isOneOf(now, saved)));
        set(task, real, effective, saved, effective);
    }

    /** setfsuid(2): answers the former identity, whatever became of the request. */
    @Syscall(value = "setfsuid", result = ArgumentKind.ID)
    public long setfsuid(Task task, @Arg(ArgumentKind.ID) int uid) {
        Credentials now = task.credentials();
        if (uid != UNCHANGED && (now.privileged() || isOneOf(now, uid) || uid == now.fileSystemUser())) {
            set(task, now.realUser(), now.effectiveUser(), now.savedUser(), uid);
        }
        return Integer.toUnsignedLong(now.fileSystemUser());
    }

    private static boolean isOneOf(Credentials now, int user) {
        return user == now.realUser() || user == now.effectiveUser() || user == now.savedUser();
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    private static void set(Task task, int real, int effective, int saved, int fileSystem) {
        Credentials now = task.credentials();
        task.setCredentials(new Credentials(
                real,
                effective,
                saved,
                fileSystem,
                now.realGroup(),
                now.effectiveGroup(),
                now.savedGroup(),
                now.fileSystemGroup(),
                now.supplementaryGroups()));
    }
}
