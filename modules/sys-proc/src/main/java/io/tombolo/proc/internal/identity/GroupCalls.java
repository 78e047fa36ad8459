package io.tombolo.proc.internal.identity;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** The group identities of a task; see credentials(7). Root among guests may join any group, as {@code CAP_SETGID} allows. */
public final class GroupCalls {
    private static final int UNCHANGED = -1;

    @Inject
    GroupCalls() {}

    /** getgid(2). */
    @Syscall(value = "getgid", result = ArgumentKind.ID)
    public long getgid(Task task) {
        return Integer.toUnsignedLong(task.credentials().realGroup());
    }

    /** getegid(2). */
    @Syscall(value = "getegid", result = ArgumentKind.ID)
    public long getegid(Task task) {
        return Integer.toUnsignedLong(task.credentials().effectiveGroup());
    }

    /** getresgid(2). */
    @Syscall("getresgid")
    public void getresgid(
            Task task,
            @Arg(ArgumentKind.INT_POINTER) long rgid,
            @Arg(ArgumentKind.INT_POINTER) long egid,
            @Arg(ArgumentKind.INT_POINTER) long sgid) {
        Credentials now = task.credentials();
        task.guest().putInt(rgid, now.realGroup());
        task.guest().putInt(egid, now.effectiveGroup());
        task.guest().putInt(sgid, now.savedGroup());
    }

    /** setgid(2). */
    @Syscall("setgid")
    public void setgid(Task task, @Arg(ArgumentKind.ID) int gid) {
        Credentials now = task.credentials();
        if (gid == UNCHANGED) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (now.privileged()) {
            set(task, gid, gid, gid, gid);
        } else {
            require(gid == now.realGroup() || gid == now.savedGroup());
            set(task, now.realGroup(), gid, now.savedGroup(), gid);
        }
    }

    /** setregid(2). */
    @Syscall("setregid")
    public void setregid(Task task, @Arg(ArgumentKind.ID) int rgid, @Arg(ArgumentKind.ID) int egid) {
        Credentials now = task.credentials();
        int real = rgid == UNCHANGED ? now.realGroup() : rgid;
        int effective = egid == UNCHANGED ? now.effectiveGroup() : egid;
        require(now.privileged() || real == now.realGroup() || real == now.effectiveGroup());
        require(now.privileged() || isOneOf(now, effective));
        boolean saves = rgid != UNCHANGED || effective != now.realGroup();
        set(task, real, effective, saves ? effective : now.savedGroup(), effective);
    }

    /** setresgid(2). */
    @Syscall("setresgid")
    public void setresgid(
            Task task, @Arg(ArgumentKind.ID) int rgid, @Arg(ArgumentKind.ID) int egid, @Arg(ArgumentKind.ID) int sgid) {
        Credentials now = task.credentials();
        int real = rgid == UNCHANGED ? now.realGroup() : rgid;
        int effective = egid == UNCHANGED ? now.effectiveGroup() : egid;
        int saved = sgid == UNCHANGED ? now.savedGroup() : sgid;
        require(now.privileged() || (isOneOf(now, real) && isOneOf(now, effective) && isOneOf(now, saved)));
        set(task, real, effective, saved, effective);
    }

    /** setfsgid(2): answers the former identity, whatever became of the request. */
    @Syscall(value = "setfsgid", result = ArgumentKind.ID)
    public long setfsgid(Task task, @Arg(ArgumentKind.ID) int gid) {
        Credentials now = task.credentials();
        if (gid != UNCHANGED && (now.privileged() || isOneOf(now, gid) || gid == now.fileSystemGroup())) {
            set(task, now.realGroup(), now.effectiveGroup(), now.savedGroup(), gid);
        }
        return Integer.toUnsignedLong(now.fileSystemGroup());
    }

    /** getgroups(2). */
    @Syscall("getgroups")
    public long getgroups(Task task, int size, @Arg(ArgumentKind.POINTER) long list) {
        List<Integer> groups = task.credentials().supplementaryGroups();
        if (size < 0 || (size > 0 && size < groups.size())) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (size > 0) {
            for (int i = 0; i < groups.size(); i++) {
                task.guest().putInt(list + (long) i * Integer.BYTES, groups.get(i));
            }
        }
        return groups.size();
    }

    /** setgroups(2). */
    @Syscall("setgroups")
    public void setgroups(Task task, int size, @Arg(ArgumentKind.POINTER) long list) {
        Credentials now = task.credentials();
        require(now.privileged());
        if (Integer.compareUnsigned(size, Limits.NGROUPS_MAX) > 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        List<Integer> groups = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            groups.add(task.guest().getInt(list + (long) i * Integer.BYTES));
        }
        task.setCredentials(new Credentials(
                now.realUser(),
                now.effectiveUser(),
                now.savedUser(),
                now.fileSystemUser(),
                now.realGroup(),
                now.effectiveGroup(),
                now.savedGroup(),
                now.fileSystemGroup(),
                groups));
    }

    private static boolean isOneOf(Credentials now, int group) {
        return group == now.realGroup() || group == now.effectiveGroup() || group == now.savedGroup();
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    private static void set(Task task, int real, int effective, int saved, int fileSystem) {
        Credentials now = task.credentials();
        task.setCredentials(new Credentials(
                now.realUser(),
                now.effectiveUser(),
                now.savedUser(),
                now.fileSystemUser(),
                real,
                effective,
                saved,
                fileSystem,
                now.supplementaryGroups()));
    }
}
