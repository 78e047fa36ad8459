package io.tombolo.fs.internal.call;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What file systems are, and the mounts that a guest cannot change. */
public final class FileSystemCalls {
    /** {@code struct statfs} of 64-bit architectures. */
    private static final int STATFS_SIZE = 120;

    private static final int FLAGS = 80;
    private static final long ST_RDONLY = 1;
    private static final long PROC_SUPER_MAGIC = 0x9fa0;
    private static final long TMPFS_MAGIC = 0x01021994;
    private static final long NAME_MAX = 255;
    private static final long BLOCK = 4096;
    /** {@code MAX_HANDLE_SZ}. */
    private static final int LARGEST_HANDLE = 128;
    /** What comes before the bytes of {@code struct file_handle}: how many there are, and their type. */
    private static final int HANDLE_HEADER = 8;

    private final PathLookup lookup;
    private final MountTable mounts;
    private final HostSystem host;

    @Inject
    FileSystemCalls(PathLookup lookup, MountTable mounts, HostSystem host) {
        this.lookup = lookup;
        this.mounts = mounts;
        this.host = host;
    }

    /** The file system of a path. */
    @Syscall("statfs")
    public void statfs(Task task, @Arg(ArgumentKind.PATH) long path, @Arg(ArgumentKind.POINTER) long buf) {
        tell(task, lookup.node(task, Fcntl.AT_FDCWD, Descriptors.path(task, path), true), buf);
    }

    /** The file system of an open file. */
    @Syscall("fstatfs")
    public void fstatfs(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.POINTER) long buf) {
        if (fd < 0) {
            throw io.tombolo.core.spi.ErrnoException.of(Errno.EBADF);
        }
        tell(task, lookup.node(task, fd), buf);
    }

    private void tell(Task task, Node node, long buf) {
        Scratch scratch = host.scratch();
        byte[] heap = scratch.heapBytes();
        try {
            if (node.descriptor() >= 0) {
                check(host.calls().call(SyscallNumbers.FSTATFS, node.descriptor(), scratch.address()));
                NativeMemory.copy(scratch.address(), heap, 0, STATFS_SIZE);
                if (node.mount().readOnly()) {
                    scratch.heap().putLong(FLAGS, scratch.heap().getLong(FLAGS) | ST_RDONLY);
                }
            } else {
                synthetic(scratch, node.mount().type().equals("proc") ? PROC_SUPER_MAGIC : TMPFS_MAGIC);
            }
        } finally {
            node.release();
        }
        task.guest().copyOut(buf, heap, 0, STATFS_SIZE);
    }

    private static void synthetic(Scratch scratch, long magic) {
        ByteBuffer to = scratch.heap();
        Arrays.fill(scratch.heapBytes(), 0, STATFS_SIZE, (byte) 0);
        to.putLong(0, magic);
        to.putLong(8, BLOCK);
        to.putLong(64, NAME_MAX);
        to.putLong(72, BLOCK);
    }

    /** Not for guests. */
    @Syscall(value = "mount", limits = "mounts are fixed when the kernel starts")
    public long mount(
            Task task,
            @Arg(ArgumentKind.STRING) long source,
            @Arg(ArgumentKind.PATH) long target,
            @Arg(ArgumentKind.STRING) long filesystemtype,
            @Arg(ArgumentKind.MOUNT_FLAGS) long mountflags,
            @Arg(ArgumentKind.POINTER) long data) {
        return Errno.EPERM.result();
    }

    /** Not for guests. */
    @Syscall(value = "umount2", limits = "mounts are fixed when the kernel starts")
    public long umount2(Task task, @Arg(ArgumentKind.PATH) long target, int flags) {
        return Errno.EPERM.result();
    }

    /** Not for guests. */
    @Syscall(value = "pivot_root", limits = "mounts are fixed when the kernel starts")
    public long pivotRoot(Task task, @Arg(ArgumentKind.PATH) long newRoot, @Arg(ArgumentKind.PATH) long putOld) {
        return Errno.EPERM.result();
    }

    /** Makes a handle of a file, which tells it from others; nothing can be opened by it here. */
    @Syscall("name_to_handle_at")
    public long nameToHandleAt(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.POINTER) long handle,
            @Arg(ArgumentKind.POINTER) long mountId,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.AT_SYMLINK_FOLLOW | Fcntl.AT_EMPTY_PATH);
        boolean follow = (flags & Fcntl.AT_SYMLINK_FOLLOW) != 0;
        int how = (flags & Fcntl.AT_EMPTY_PATH) | (follow ? 0 : Fcntl.AT_SYMLINK_NOFOLLOW);
        Node node = lookup.node(task, dirfd, Descriptors.path(task, pathname), how);
        try {
            int room = task.guest().getInt(handle);
            if (room < 0 || room > LARGEST_HANDLE) {
                return Errno.EINVAL.result();
            }
            if (node.descriptor() < 0) {
                return Errno.EOPNOTSUPP.result();
            }
            return handle(task, node, handle, room, mountId);
        } finally {
            node.release();
        }
    }

    private long handle(Task task, Node node, long handle, int room, long mountId) {
        Scratch scratch = host.scratch();
        long empty = scratch.address();
        long number = empty + Long.BYTES;
        long made = number + Long.BYTES;
        NativeMemory.putLong(empty, 0);
        scratch.structures().putInt(2 * Long.BYTES, room);
        long result = host.calls()
                .call(SyscallNumbers.NAME_TO_HANDLE_AT, node.descriptor(), empty, made, number, Fcntl.AT_EMPTY_PATH);
        if (result == Errno.EOVERFLOW.result()) {
            task.guest().putInt(handle, scratch.structures().getInt(2 * Long.BYTES));
        }
        check(result);
        byte[] heap = scratch.heapBytes();
        int size = HANDLE_HEADER + scratch.structures().getInt(2 * Long.BYTES);
        NativeMemory.copy(made, heap, 0, size);
        task.guest().copyOut(handle, heap, 0, size);
        task.guest().putInt(mountId, mounts.id(node.mount()));
        return 0;
    }

    /** Not for guests: a handle would lead out of any root. */
    @Syscall(value = "open_by_handle_at", limits = "answers EPERM, as for a process without CAP_DAC_READ_SEARCH")
    public long openByHandleAt(
            Task task,
            @Arg(ArgumentKind.FD) int mountFd,
            @Arg(ArgumentKind.POINTER) long handle,
            @Arg(ArgumentKind.OPEN_FLAGS) int flags) {
        return Errno.EPERM.result();
    }

    /** Not for guests. */
    @Syscall(value = "fanotify_init", limits = "answers EPERM, as for a process without CAP_SYS_ADMIN")
    public long fanotifyInit(Task task, int flags, int eventFlags) {
        return Errno.EPERM.result();
    }
}
