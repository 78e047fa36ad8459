package io.tombolo.fs.internal.lock;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.BlockingHostCall;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The lock commands of fcntl(2): {@code struct flock} in and out. */
public final class LockCommands {
    /** {@code l_type}, {@code l_whence}, {@code l_start}, {@code l_len}, {@code l_pid}. */
    private static final int SIZE = 32;

    private static final int WHENCE = 2;
    private static final int START = 8;
    private static final int LENGTH = 16;
    private static final int PID = 24;

    private final HostSystem host;
    private final RecordLocks locks;
    private final BlockingHostCall blocking;

    @Inject
    LockCommands(HostSystem host, RecordLocks locks, BlockingHostCall blocking) {
        this.host = host;
        this.locks = locks;
        this.blocking = blocking;
    }

    /** A lock that belongs to the process. */
    public long process(Task task, OpenFile file, int command, long address) {
        Scratch scratch = host.scratch();
        ByteBuffer lock = scratch.heap();
        task.guest().copyIn(address, scratch.heapBytes(), 0, SIZE);
        short type = lock.getShort(0);
        long start = start(file, lock);
        long length = lock.getLong(LENGTH);
        long end = length == 0 ? Long.MAX_VALUE : length > 0 ? start + length - 1 : start - 1;
        long first = length < 0 ? start + length : start;
        if (first < 0 || (length > 0 && end < first)) {
            return length > 0 ? Errno.EOVERFLOW.result() : Errno.EINVAL.result();
        }
        requireType(file, type, command);
        if (command == Fcntl.F_GETLK) {
            report(task, address, scratch, locks.test(task.files(), file, type == Fcntl.F_WRLCK, first, end));
        } else if (type == Fcntl.F_UNLCK) {
            locks.unlock(task.files(), file, first, end);
        } else {
            locks.lock(task, file, type == Fcntl.F_WRLCK, first, end, command == Fcntl.F_SETLKW);
        }
        return 0;
    }

    private static void requireType(OpenFile file, short type, int command) {
        boolean set = command != Fcntl.F_GETLK;
        switch (type) {
            case Fcntl.F_RDLCK -> {
                if (set && !file.readable()) {
                    throw ErrnoException.of(Errno.EBADF);
                }
            }
            case Fcntl.F_WRLCK -> {
                if (set && !file.writable()) {
                    throw ErrnoException.of(Errno.EBADF);
                }
            }
            case Fcntl.F_UNLCK -> {
                if (!set) {
                    throw ErrnoException.of(Errno.EINVAL);
                }
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private long start(OpenFile file, ByteBuffer lock) {
        long offset = lock.getLong(START);
        int descriptor = file.hostDescriptor();
        return switch (lock.getShort(WHENCE)) {
            case Fcntl.SEEK_SET -> offset;
            case Fcntl.SEEK_CUR ->
                offset + ErrnoException.check(host.calls().call(SyscallNumbers.LSEEK, descriptor, 0, Fcntl.SEEK_CUR));
            case Fcntl.SEEK_END -> {
                FileAttributes attributes = new FileAttributes();
                host.status(descriptor, attributes);
                yield offset + attributes.size;
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private static void report(Task task, long address, Scratch scratch, RecordLocks.@Nullable Conflict found) {
        if (found == null) {
            task.guest().putShort(address, (short) Fcntl.F_UNLCK);
            return;
        }
        ByteBuffer lock = scratch.heap();
        lock.putShort(0, (short) (found.exclusive() ? Fcntl.F_WRLCK : Fcntl.F_RDLCK));
        lock.putShort(WHENCE, (short) Fcntl.SEEK_SET);
        lock.putLong(START, found.start());
        lock.putLong(LENGTH, found.end() == Long.MAX_VALUE ? 0 : found.end() - found.start() + 1);
        lock.putInt(PID, found.pid());
        task.guest().copyOut(address, scratch.heapBytes(), 0, SIZE);
    }

    /** A lock that belongs to the open file description: the host's own serves, since descriptions are one to one. */
    public long description(Task task, OpenFile file, int command, long address) {
        int descriptor = file.hostDescriptor();
        if (descriptor < 0) {
            return Errno.EBADF.result();
        }
        NativeBuffer lock = NativeBuffer.allocate(SIZE);
        Scratch scratch = host.scratch();
        byte[] heap = scratch.heapBytes();
        task.guest().copyIn(address, heap, 0, SIZE);
        lock.bytes().put(0, heap, 0, SIZE);
        int immediate = command == Fcntl.F_OFD_SETLKW ? Fcntl.F_OFD_SETLK : command;
        long result = host.calls().call(SyscallNumbers.FCNTL, descriptor, immediate, lock.address());
        if (result == Errno.EAGAIN.result() && command == Fcntl.F_OFD_SETLKW) {
            return blocking.call(task, file, () -> waitForLock(descriptor, lock), () -> unlock(descriptor, lock));
        }
        if (result == 0 && command == Fcntl.F_OFD_GETLK) {
            lock.bytes().get(0, heap, 0, SIZE);
            task.guest().copyOut(address, heap, 0, SIZE);
        }
        return result;
    }

    private long waitForLock(int descriptor, NativeBuffer lock) {
        return host.calls().call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_OFD_SETLKW, lock.address());
    }

    private void unlock(int descriptor, NativeBuffer lock) {
        lock.bytes().putShort(0, (short) Fcntl.F_UNLCK);
        host.calls().call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_OFD_SETLK, lock.address());
    }
}
