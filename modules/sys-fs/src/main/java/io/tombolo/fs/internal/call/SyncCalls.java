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

/** Bringing contents to the device, and hints about their use. */
public final class SyncCalls {
    private static final String CLOSED =
            "files that are neither open nor mapped for writing any more are left to the host's own write-back";

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

    /** What this kernel's guests may have written: the rest of the host's page cache is not theirs to flush. */
    @Syscall(value = "sync", limits = CLOSED)
    public void sync(Task task) {
        writeBack(task, WriteBack.ofAllDevices(host));
    }

    /** That part of it which lies on the file's device. */
    @Syscall(value = "syncfs", limits = CLOSED)
    public void syncfs(Task task, @Arg(ArgumentKind.FD) int fd) {
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            int descriptor = file.hostDescriptor();
            if (descriptor >= 0) {
                WriteBack writeBack = WriteBack.ofDeviceOf(host, descriptor);
                writeBack(task, writeBack);
                writeBack.throwFailure();
            }
        } finally {
            file.release();
        }
    }

    private static void writeBack(Task task, WriteBack writeBack) {
        task.kernel().mappedFiles().forEachWritable(writeBack::flush);
        for (Task each : task.kernel().processes().tasks()) {
            for (int descriptor : each.files().descriptors()) {
                writeBack(each, descriptor, writeBack);
            }
        }
    }

    private static void writeBack(Task owner, int descriptor, WriteBack writeBack) {
        OpenFile file;
        try {
            file = owner.files().acquire(descriptor);
        } catch (ErrnoException closedMeanwhile) {
            return;
        }
        try {
            if (file instanceof RegularFile && file.writable()) {
                writeBack.flush(file.hostDescriptor());
            }
        } finally {
            file.release();
        }
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
