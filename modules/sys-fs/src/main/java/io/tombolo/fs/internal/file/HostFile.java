package io.tombolo.fs.internal.file;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** An open file that stands on a host descriptor of its own. */
public abstract class HostFile extends KernelFile {
    /** Status flags that the host keeps as well; {@code O_NONBLOCK} is the guest's alone. */
    private static final int PASSED_ON = Fcntl.O_APPEND | Fcntl.O_DIRECT | Fcntl.O_NOATIME;

    private final HostFiles files;
    private final int descriptor;

    /** Takes over the descriptor. */
    protected HostFile(HostFiles files, Mount mount, int descriptor, int flags) {
        super(mount, flags);
        this.files = files;
        this.descriptor = descriptor;
    }

    /** The services that files need. */
    protected final HostFiles files() {
        return files;
    }

    /** The host. */
    protected final HostSystem host() {
        return files.host();
    }

    @Override
    public final int hostDescriptor() {
        return descriptor;
    }

    @Override
    public void attributes(FileAttributes to) {
        host().status(descriptor, to);
    }

    @Override
    public String description() {
        return files.names().of(mount(), descriptor);
    }

    @Override
    public Node acquireNode() {
        Node node = files.tree().node(mount(), "", host().duplicate(descriptor));
        if (node.isDirectory() && !mount().isAttached()) {
            // A directory that the embedding process was started on: the guest must not walk from there.
            node.release();
            return super.acquireNode();
        }
        return node;
    }

    @Override
    public void setStatusFlags(int flags) {
        int changed = (flags ^ statusFlags()) & PASSED_ON;
        if (changed != 0) {
            long now = check(host().calls().call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_GETFL));
            long wanted = (now & ~PASSED_ON) | (flags & PASSED_ON);
            check(host().calls().call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_SETFL, wanted));
        }
        super.setStatusFlags(flags);
    }

    @Override
    public long seek(Task task, long offset, int whence) {
        return host().calls().call(SyscallNumbers.LSEEK, descriptor, offset, whence);
    }

    @Override
    public long ioctl(Task task, int request, long argument) {
        return HostControl.pass(host(), descriptor, task, request, argument);
    }

    @Override
    public int readFully(long position, byte[] target, int offset, int length) {
        Scratch scratch = host().scratch();
        NativeBuffer bounce = scratch.bounce();
        int done = 0;
        while (done < length) {
            int piece = Math.min(length - done, bounce.size());
            long read =
                    host().calls().call(SyscallNumbers.PREAD64, descriptor, bounce.address(), piece, position + done);
            if (read == Errno.EINTR.result()) {
                continue;
            }
            if (ErrnoException.check(read) == 0) {
                break;
            }
            NativeMemory.copy(bounce.address(), target, offset + done, (int) read);
            done += (int) read;
        }
        return done;
    }

    @Override
    protected void close() {
        host().close(descriptor);
    }
}
