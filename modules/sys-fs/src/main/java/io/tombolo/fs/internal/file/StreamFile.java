package io.tombolo.fs.internal.file;

import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.WaitPool;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * A file whose transfers may block: pipe, named pipe, terminal, event counter and the like. The host descriptor never
 * blocks; a task that has to wait does so where a signal can wake it, and holds no guest memory meanwhile. Each host call
 * moves at most {@link Scratch#BOUNCE_SIZE} bytes through a buffer, so that what the host does in one piece (a line, a
 * packet, {@code PIPE_BUF} bytes) stays in one piece however guest memory lies.
 */
public class StreamFile extends HostFile {
    private static final int SIGPIPE = 13;
    /** What a pipe takes without blocking once poll(2) has said that it is writable. */
    private static final int PIPE_BUF = 4096;

    private final boolean sharedDescription;

    /**
     * Takes over the descriptor.
     *
     * @param sharedDescription whether others use the host's description, so that it could not be made non-blocking: it is
     *     polled before each transfer then
     */
    public StreamFile(HostFiles files, Mount mount, int descriptor, int flags, boolean sharedDescription) {
        super(files, mount, descriptor, flags);
        this.sharedDescription = sharedDescription;
    }

    @Override
    public long read(Task task, GuestBuffer buffer) {
        long wanted = Math.min(buffer.remaining(), Scratch.BOUNCE_SIZE);
        if (wanted == 0) {
            return 0;
        }
        beforeRead(task);
        requireFirstByteWritable(buffer);
        Scratch scratch = host().scratch();
        long bounce = scratch.bounce().address();
        long read = transferWhenReady(task, SyscallNumbers.READ, Poll.POLLIN, bounce, wanted);
        if (read <= 0) {
            return read;
        }
        return buffer.forEachSpan(Access.WRITE, scratch.transfer().scattering(bounce, read));
    }

    @Override
    public long readFlagged(Task task, GuestBuffer buffer, long position, int flags) {
        if (position >= 0) {
            return readAt(task, buffer, position);
        }
        return isReady(Poll.POLLIN) ? read(task, buffer) : Errno.EAGAIN.result();
    }

    /** What has no position is always appended to. */
    @Override
    public long writeFlagged(Task task, GuestBuffer buffer, long position, int flags) {
        if (position >= 0) {
            return writeAt(task, buffer, position);
        }
        boolean wouldWait = (flags & Fcntl.RWF_NOWAIT) != 0 && !isReady(Poll.POLLOUT);
        return wouldWait ? Errno.EAGAIN.result() : write(task, buffer);
    }

    /** What a kind of file has to say before a task reads. */
    protected void beforeRead(Task task) {}

    /** What a kind of file has to say before a task writes. */
    protected void beforeWrite(Task task) {}

    /** A wild pointer is found out before bytes are taken out of the stream for it. */
    private static void requireFirstByteWritable(GuestBuffer buffer) {
        long result = buffer.memory().forEachSpan(buffer.address(), 1, Access.WRITE, (address, length) -> length);
        ErrnoException.check(result);
    }

    @Override
    public long write(Task task, GuestBuffer buffer) {
        if (buffer.remaining() == 0) {
            return 0;
        }
        beforeWrite(task);
        Scratch scratch = host().scratch();
        long bounce = scratch.bounce().address();
        long total = 0;
        while (buffer.remaining() > 0) {
            long piece = buffer.forEachSpan(Access.READ, scratch.transfer().gathering(bounce, chunk(buffer)));
            if (piece <= 0) {
                return total > 0 || piece == 0 ? total : piece;
            }
            long written = writePiece(task, bounce, piece);
            if (written < 0) {
                return total > 0 ? total : raiseIfBroken(task, written);
            }
            total += written;
            if (written < piece) {
                return total;
            }
        }
        return total;
    }

    private long chunk(GuestBuffer buffer) {
        return Math.min(buffer.remaining(), sharedDescription ? PIPE_BUF : Scratch.BOUNCE_SIZE);
    }

    /** Writes all of a piece unless the file does not block, an error comes, or a signal: then what was done, if anything. */
    private long writePiece(Task task, long address, long length) {
        long done = 0;
        while (done < length) {
            long result = transferWhenReady(task, SyscallNumbers.WRITE, Poll.POLLOUT, address + done, length - done);
            if (result < 0) {
                return done > 0 ? done : result;
            }
            done += result;
        }
        return done;
    }

    /** Sends SIGPIPE to who has written where nobody reads: {@code EPIPE}. */
    public static long raiseIfBroken(Task task, long result) {
        if (result == Errno.EPIPE.result()) {
            int user = task.credentials().realUser();
            task.signals().send(SignalInfo.fromUser(SIGPIPE, task.process().pid(), user));
        }
        return result;
    }

    /** One host transfer, after waiting if need be; a negated errno or restart code if it fails. */
    private long transferWhenReady(Task task, int call, int event, long address, long length) {
        boolean look = sharedDescription;
        while (true) {
            if (!look) {
                long result = host().calls().call(call, hostDescriptor(), address, length);
                if (result != Errno.EAGAIN.result() && result != Errno.EINTR.result()) {
                    return result;
                }
            }
            if (nonBlocking()) {
                if (!look || !isReady(event)) {
                    return Errno.EAGAIN.result();
                }
            } else {
                try {
                    files().waits().await(task, hostDescriptor(), event, WaitPool.FOREVER);
                } catch (ErrnoException interrupted) {
                    return interrupted.number() == RestartCode.ERESTARTSYS
                            ? -RestartCode.ERESTARTSYS
                            : -interrupted.number();
                }
            }
            look = false;
        }
    }

    private boolean isReady(int event) {
        return host().host().polling().poll(hostDescriptor(), event) != 0;
    }
}
