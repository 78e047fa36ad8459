package io.tombolo.fs.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.RegularFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Bringing contents to the device, and hints about their use. */
public final class SyncCalls {
    private final HostSystem host;

    @Inject
    SyncCalls(HostSystem host) {
        this.host = host;
    }

    private long pass(Task task, int fd, int call, long first, long second, long third) {
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            int descriptor = Descriptors.host(file, Errno.EINVAL);
            return host.calls().call(call, descriptor, first, second, third);
        } finally {
            file.release();
        }
    }

    /** Contents and attributes. */
    @Syscall("fsync")
    public long fsync(Task task, @Arg(ArgumentKind.FD) int fd) {
        return pass(task, fd, SyscallNumbers.FSYNC, 0, 0, 0);
    }

    /** Contents. */
    @Syscall("fdatasync")
    public long fdatasync(Task task, @Arg(ArgumentKind.FD) int fd) {
        return pass(task, fd, SyscallNumbers.FDATASYNC, 0, 0, 0);
    }

    /** Part of the contents. */
    @Syscall("sync_file_range")
    public long syncFileRange(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.OFFSET) long offset,
            @Arg(ArgumentKind.OFFSET) long nbytes,
            int flags) {
        return pass(task, fd, SyscallNumbers.SYNC_FILE_RANGE, offset, nbytes, flags);
    }

    /** Everything that this kernel's guests have open: the rest of the host's page cache is not theirs to flush. */
    @Syscall("sync")
    public void sync(Task task) {
        Set<OpenFile> done = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Task each : task.kernel().processes().tasks()) {
            for (int descriptor : each.files().descriptors()) {
                synchronize(each, descriptor, done);
            }
        }
    }

    private void synchronize(Task owner, int descriptor, Set<OpenFile> done) {
        OpenFile file;
        try {
            file = owner.files().acquire(descriptor);
        } catch (ErrnoException closedMeanwhile) {
            return;
        }
        try {
            if (file instanceof RegularFile && file.writable() && done.add(file)) {
                host.calls().call(SyscallNumbers.FSYNC, file.hostDescriptor());
            }
        } finally {
            file.release();
        }
    }

    /** The guests' files, of which those of the file's file system are a part. */
    @Syscall("syncfs")
    public void syncfs(Task task, @Arg(ArgumentKind.FD) int fd) {
        Descriptors.acquire(task, fd).release();
        sync(task);
    }

    /** Announces how a range will be used. */
    @Syscall("fadvise64")
    public long fadvise64(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.OFFSET) long offset,
            @Arg(ArgumentKind.OFFSET) long len,
            int advice) {
        return pass(task, fd, SyscallNumbers.FADVISE64, offset, len, advice);
    }

    /** Reads a range into the page cache. */
    @Syscall("readahead")
    public long readahead(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.OFFSET) long offset,
            @Arg(ArgumentKind.SIZE) long count) {
        return pass(task, fd, SyscallNumbers.READAHEAD, offset, count, 0);
    }
}
