package io.tombolo.mm.internal.syscall;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.abi.layout.IovecLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/** process_vm_readv(2) and process_vm_writev(2). */
public final class CrossMemoryCalls {
    private static final int PIECE = 64 << 10;

    @Inject
    CrossMemoryCalls() {}

    /** process_vm_readv(2). */
    @Syscall("process_vm_readv")
    public long processVmReadv(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(value = ArgumentKind.IOVEC_OUT, length = "liovcnt") long local_iov,
            @Arg(ArgumentKind.SIZE) long liovcnt,
            @Arg(ArgumentKind.POINTER) long remote_iov,
            @Arg(ArgumentKind.SIZE) long riovcnt,
            @Arg(ArgumentKind.HEX) long flags) {
        GuestBuffer local = buffer(task, task.guest(), local_iov, liovcnt, flags);
        return copy(remote(task, pid, remote_iov, riovcnt, flags), local);
    }

    /** process_vm_writev(2). */
    @Syscall("process_vm_writev")
    public long processVmWritev(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(value = ArgumentKind.IOVEC_IN, length = "liovcnt") long local_iov,
            @Arg(ArgumentKind.SIZE) long liovcnt,
            @Arg(ArgumentKind.POINTER) long remote_iov,
            @Arg(ArgumentKind.SIZE) long riovcnt,
            @Arg(ArgumentKind.HEX) long flags) {
        GuestBuffer local = buffer(task, task.guest(), local_iov, liovcnt, flags);
        return copy(local, remote(task, pid, remote_iov, riovcnt, flags));
    }

    private static GuestBuffer remote(Task task, int pid, long vectors, long count, long flags) {
        Task target = task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        Credentials mine = task.credentials();
        Credentials theirs = target.credentials();
        boolean same = theirs.effectiveUser() == mine.realUser()
                && theirs.realUser() == mine.realUser()
                && theirs.savedUser() == mine.realUser();
        if (!same && !mine.privileged()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        return buffer(task, target.memory().addressSpace().memory(), vectors, count, flags);
    }

    /** The ranges of an iovec that lies in the caller's own memory. */
    private static GuestBuffer buffer(Task task, GuestMemory memory, long vectors, long count, long flags) {
        if (flags != 0 || count < 0 || count > Limits.UIO_MAXIOV) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        GuestBuffer buffer = new GuestBuffer(memory);
        for (long at = vectors; at < vectors + count * IovecLayout.SIZEOF; at += IovecLayout.SIZEOF) {
            long length = task.guest().getLong(at + IovecLayout.IOV_LEN);
            if (length < 0) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            buffer.add(task.guest().getLong(at + IovecLayout.IOV_BASE), length);
        }
        return buffer;
    }

    private static long copy(GuestBuffer from, GuestBuffer to) {
        boolean asked = from.remaining() > 0 && to.remaining() > 0;
        byte[] bytes = new byte[(int) Math.min(PIECE, Math.min(from.remaining(), to.remaining()))];
        while (from.remaining() > 0 && to.remaining() > 0) {
            int wanted = (int) Math.min(bytes.length, Math.min(from.remaining(), to.remaining()));
            int got = from.get(bytes, 0, wanted);
            int put = to.put(bytes, 0, got);
            if (put < wanted) {
                break;
            }
        }
        if (asked && to.used() == 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        return to.used();
    }
}
