package io.tombolo.proc.internal.identity;

import io.tombolo.core.Credentials;
import io.tombolo.core.Identities;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** The group identities of a task; see credentials(7). {@code CAP_SETGID} allows it to join any group. */
public final class GroupCalls {
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
        set(task, task.credentials().group().set(gid, privileged(task)));
    }

    /** setregid(2). */
    @Syscall("setregid")
    public void setregid(Task task, @Arg(ArgumentKind.ID) int rgid, @Arg(ArgumentKind.ID) int egid) {
        set(task, task.credentials().group().setRealAndEffective(rgid, egid, privileged(task)));
    }

    /** setresgid(2). */
    @Syscall("setresgid")
    public void setresgid(
            Task task, @Arg(ArgumentKind.ID) int rgid, @Arg(ArgumentKind.ID) int egid, @Arg(ArgumentKind.ID) int sgid) {
        set(task, task.credentials().group().setAll(rgid, egid, sgid, privileged(task)));
    }

    /** setfsgid(2): answers the former identity, whatever became of the request. */
    @Syscall(value = "setfsgid", result = ArgumentKind.ID)
    public long setfsgid(Task task, @Arg(ArgumentKind.ID) int gid) {
        Credentials now = task.credentials();
        set(task, now.group().setFileSystem(gid, privileged(task)));
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

    /** setgroups(2): the kernel keeps them sorted. */
    @Syscall("setgroups")
    public void setgroups(Task task, int size, @Arg(ArgumentKind.POINTER) long list) {
        if (!privileged(task)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        if (Integer.compareUnsigned(size, Limits.NGROUPS_MAX) > 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        List<Integer> groups = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int group = task.guest().getInt(list + (long) i * Integer.BYTES);
            if (group == Identities.UNCHANGED) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            groups.add(group);
        }
        groups.sort(Integer::compareUnsigned);
        task.setCredentials(task.credentials().withSupplementaryGroups(groups));
    }

    private static boolean privileged(Task task) {
        return task.credentials().has(Capability.CAP_SETGID);
    }

    private static void set(Task task, Identities to) {
        IdentityChange.commit(task, task.credentials().withGroup(to));
    }
}
