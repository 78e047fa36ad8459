package io.tombolo.fs.internal.call;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.file.StreamFile;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;

/** Pipes: the host's own, never blocking there. */
public final class PipeCalls {
    private final HostFiles files;
    private final Architecture architecture;

    @Inject
    PipeCalls(HostFiles files, Architecture architecture) {
        this.files = files;
        this.architecture = architecture;
    }

    /** Makes a pipe. */
    @Syscall("pipe2")
    public void pipe2(Task task, @Arg(ArgumentKind.FD_PAIR) long pipefd, @Arg(ArgumentKind.PIPE_FLAGS) int guestFlags) {
        int flags = Fcntl.openFlagsFromGuest(architecture, guestFlags);
        Descriptors.requireFlags(flags, Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK | Fcntl.O_DIRECT);
        Scratch scratch = files.host().scratch();
        int hostFlags = Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK | (flags & Fcntl.O_DIRECT);
        check(files.host().calls().call(SyscallNumbers.PIPE2, scratch.address(), hostFlags));
        Mount mount = Mount.nowhere();
        int status = flags & (Fcntl.O_NONBLOCK | Fcntl.O_DIRECT);
        OpenFile reader = new StreamFile(files, mount, scratch.structures().getInt(0), status, false);
        OpenFile writer = new StreamFile(files, mount, scratch.structures().getInt(4), status | Fcntl.O_WRONLY, false);
        install(task, pipefd, reader, writer, (flags & Fcntl.O_CLOEXEC) != 0);
    }

    private static void install(Task task, long pipefd, OpenFile reader, OpenFile writer, boolean closeOnExec) {
        int first;
        try {
            first = Descriptors.install(task, reader, closeOnExec);
        } catch (ErrnoException error) {
            writer.release();
            throw error;
        }
        int second = -1;
        try {
            second = Descriptors.install(task, writer, closeOnExec);
            task.guest().putInt(pipefd, first);
            task.guest().putInt(pipefd + Integer.BYTES, second);
        } catch (ErrnoException error) {
            task.files().remove(first).release();
            if (second >= 0) {
                task.files().remove(second).release();
            }
            throw error;
        }
    }
}
