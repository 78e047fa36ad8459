package io.tombolo.fs.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.StreamFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.WaitPool;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;

/** Copies between files inside the host. A copy goes in pieces, so that a signal need not wait for all of it. */
public final class CopyCalls {
    private static final long PIECE = 1 << 20;
    private static final long LARGEST_TRANSFER = 0x7ffff000L;
    private static final int SPLICE_F_NONBLOCK = 2;
    private static final int SPLICE_FLAGS = 15;
    private static final int NO_OFFSET = 0;
    /** Where in the scratch memory the offsets travel: behind what other calls of this module put there. */
    private static final int OFFSETS = 4096;

    private final HostSystem host;
    private final WaitPool waits;

    @Inject
    CopyCalls(HostSystem host, WaitPool waits) {
        this.host = host;
        this.waits = waits;
    }

    /** Two open files, the offsets on their way, whether to wait, and whether a step takes what it copies out of the source. */
    private record Transfer(OpenFile source, OpenFile target, Scratch scratch, boolean blocking, boolean consuming) {
        long sourceOffset(long guestPointer) {
            return guestPointer == NO_OFFSET ? 0 : scratch.address() + OFFSETS;
        }

        long targetOffset(long guestPointer) {
            return guestPointer == NO_OFFSET ? 0 : scratch.address() + OFFSETS + Long.BYTES;
        }
    }

    /** One host call for at most so many bytes. */
    @FunctionalInterface
    private interface Step {
        long move(Transfer transfer, long bytes);

        /** Whether what was copied is gone from the source: the same bytes would be copied again if not. */
        default boolean consumes() {
            return true;
        }
    }

    private final class Teeing implements Step {
        @Override
        public long move(Transfer transfer, long bytes) {
            int from = transfer.source().hostDescriptor();
            int to = transfer.target().hostDescriptor();
            return host.calls().call(SyscallNumbers.TEE, from, to, bytes, SPLICE_F_NONBLOCK);
        }

        @Override
        public boolean consumes() {
            return false;
        }
    }

    private long run(Task task, int in, long inOffset, int out, long outOffset, long count, int flags, Step step) {
        if (count < 0) {
            return Errno.EINVAL.result();
        }
        OpenFile source = Descriptors.acquire(task, in);
        try {
            OpenFile target = Descriptors.acquire(task, out);
            try {
                return run(task, source, inOffset, target, outOffset, Math.min(count, LARGEST_TRANSFER), flags, step);
            } finally {
                target.release();
            }
        } finally {
            source.release();
        }
    }

    private long run(
            Task task,
            OpenFile source,
            long inOffset,
            OpenFile target,
            long outOffset,
            long count,
            int flags,
            Step step) {
        if (!source.readable() || !target.writable()) {
            return Errno.EBADF.result();
        }
        Descriptors.host(source, Errno.EINVAL);
        Descriptors.host(target, Errno.EINVAL);
        Scratch scratch = host.scratch();
        ByteBuffer offsets = scratch.structures();
        if (inOffset != NO_OFFSET) {
            offsets.putLong(OFFSETS, task.guest().getLong(inOffset));
        }
        if (outOffset != NO_OFFSET) {
            offsets.putLong(OFFSETS + Long.BYTES, task.guest().getLong(outOffset));
        }
        boolean blocking = (flags & SPLICE_F_NONBLOCK) == 0
                && ((source.statusFlags() | target.statusFlags()) & Fcntl.O_NONBLOCK) == 0;
        long moved = move(task, new Transfer(source, target, scratch, blocking, step.consumes()), count, step);
        if (moved > 0 && inOffset != NO_OFFSET) {
            task.guest().putLong(inOffset, offsets.getLong(OFFSETS));
        }
        if (moved > 0 && outOffset != NO_OFFSET) {
            task.guest().putLong(outOffset, offsets.getLong(OFFSETS + Long.BYTES));
        }
        return StreamFile.raiseIfBroken(task, moved);
    }

    private long move(Task task, Transfer transfer, long count, Step step) {
        long total = 0;
        while (total < count) {
            long moved = step.move(transfer, Math.min(count - total, PIECE));
            if (moved == Errno.EAGAIN.result() && transfer.blocking() && total == 0) {
                awaitEither(task, transfer);
                continue;
            }
            if (moved <= 0) {
                return total > 0 ? total : moved;
            }
            total += moved;
            if (task.interrupted() || !transfer.consuming()) {
                break;
            }
        }
        return total;
    }

    /** Waits for the side that is not ready; the call does not tell which one it is. */
    private void awaitEither(Task task, Transfer transfer) {
        int source = transfer.source().hostDescriptor();
        boolean readable = host.host().polling().poll(source, Poll.POLLIN) != 0;
        int descriptor = readable ? transfer.target().hostDescriptor() : source;
        waits.await(task, descriptor, readable ? Poll.POLLOUT : Poll.POLLIN, WaitPool.FOREVER);
    }

    /** Copies a range from file to file. */
    @Syscall("copy_file_range")
    public long copyFileRange(
            Task task,
            @Arg(ArgumentKind.FD) int fdIn,
            @Arg(ArgumentKind.LONG_POINTER) long offIn,
            @Arg(ArgumentKind.FD) int fdOut,
            @Arg(ArgumentKind.LONG_POINTER) long offOut,
            @Arg(ArgumentKind.SIZE) long size,
            int flags) {
        if (flags != 0) {
            return Errno.EINVAL.result();
        }
        if (size < 0) {
            return Errno.EOVERFLOW.result();
        }
        return run(
                task,
                fdIn,
                offIn,
                fdOut,
                offOut,
                size,
                0,
                (transfer, bytes) -> host.calls()
                        .call(
                                SyscallNumbers.COPY_FILE_RANGE,
                                transfer.source().hostDescriptor(),
                                transfer.sourceOffset(offIn),
                                transfer.target().hostDescriptor(),
                                transfer.targetOffset(offOut),
                                bytes,
                                0));
    }

    /** Copies from a file to a descriptor. */
    @Syscall(value = "sendfile", limits = "a file that the kernel makes itself as the source answers EINVAL")
    public long sendfile(
            Task task,
            @Arg(ArgumentKind.FD) int outFd,
            @Arg(ArgumentKind.FD) int inFd,
            @Arg(ArgumentKind.LONG_POINTER) long offset,
            @Arg(ArgumentKind.SIZE) long count) {
        return run(
                task,
                inFd,
                offset,
                outFd,
                NO_OFFSET,
                count,
                0,
                (transfer, bytes) -> host.calls()
                        .call(
                                SyscallNumbers.SENDFILE,
                                transfer.target().hostDescriptor(),
                                transfer.source().hostDescriptor(),
                                transfer.sourceOffset(offset),
                                bytes));
    }

    /** Moves bytes between a pipe and a descriptor. */
    @Syscall("splice")
    public long splice(
            Task task,
            @Arg(ArgumentKind.FD) int fdIn,
            @Arg(ArgumentKind.LONG_POINTER) long offIn,
            @Arg(ArgumentKind.FD) int fdOut,
            @Arg(ArgumentKind.LONG_POINTER) long offOut,
            @Arg(ArgumentKind.SIZE) long len,
            @Arg(ArgumentKind.UINT) int flags) {
        Descriptors.requireFlags(flags, SPLICE_FLAGS);
        return run(
                task,
                fdIn,
                offIn,
                fdOut,
                offOut,
                len,
                flags,
                (transfer, bytes) -> host.calls()
                        .call(
                                SyscallNumbers.SPLICE,
                                transfer.source().hostDescriptor(),
                                transfer.sourceOffset(offIn),
                                transfer.target().hostDescriptor(),
                                transfer.targetOffset(offOut),
                                bytes,
                                flags | SPLICE_F_NONBLOCK));
    }

    /** Duplicates bytes from pipe to pipe. */
    @Syscall("tee")
    public long tee(
            Task task,
            @Arg(ArgumentKind.FD) int fdIn,
            @Arg(ArgumentKind.FD) int fdOut,
            @Arg(ArgumentKind.SIZE) long len,
            @Arg(ArgumentKind.UINT) int flags) {
        Descriptors.requireFlags(flags, SPLICE_FLAGS);
        return run(task, fdIn, NO_OFFSET, fdOut, NO_OFFSET, Math.min(len, PIECE), flags, new Teeing());
    }

    /** Moves guest memory into a pipe, or out of it. */
    @Syscall(value = "vmsplice", notes = "copies: a page given away is not shared with the pipe")
    public long vmsplice(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.IOVEC_IN, length = "nrSegs") long iov,
            long nrSegs,
            @Arg(ArgumentKind.UINT) int flags) {
        Descriptors.requireFlags(flags, SPLICE_FLAGS);
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            if (!file.description().startsWith("pipe:")) {
                throw ErrnoException.of(Errno.EBADF);
            }
            GuestBuffer buffer = ReadWriteCalls.vector(task, iov, nrSegs);
            return file.writable() ? file.write(task, buffer) : file.read(task, buffer);
        } finally {
            file.release();
        }
    }
}
