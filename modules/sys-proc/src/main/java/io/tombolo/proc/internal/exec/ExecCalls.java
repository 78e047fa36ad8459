package io.tombolo.proc.internal.exec;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.trace.Tracee;
import io.tombolo.proc.internal.trace.Tracing;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** execve(2) and execveat(2). */
public final class ExecCalls {
    private final ProgramFinder finder;
    private final ProgramLoader loader;
    private final ProgramChange change;

    @Inject
    ExecCalls(ProgramFinder finder, ProgramLoader loader, ProgramChange change) {
        this.finder = finder;
        this.loader = loader;
        this.change = change;
    }

    /** Runs another program. */
    @Syscall("execve")
    public long execve(
            Task task,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.STRING_ARRAY) long argv,
            @Arg(ArgumentKind.STRING_ARRAY) long envp) {
        return execute(task, Fcntl.AT_FDCWD, pathname, argv, envp, 0);
    }

    /** The same, with a path that begins at a directory, or with an open file. */
    @Syscall("execveat")
    public long execveat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.STRING_ARRAY) long argv,
            @Arg(ArgumentKind.STRING_ARRAY) long envp,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        if ((flags & ~(Fcntl.AT_EMPTY_PATH | Fcntl.AT_SYMLINK_NOFOLLOW)) != 0) {
            return -Errno.EINVAL.number();
        }
        return execute(task, dirfd, pathname, argv, envp, flags);
    }

    private long execute(Task task, int directory, long pathname, long argv, long envp, int flags) {
        String path = task.guest().readString(pathname, Limits.PATH_MAX - 1);
        if (path.isEmpty() && (flags & Fcntl.AT_EMPTY_PATH) == 0) {
            return -Errno.ENOENT.number();
        }
        long room = ArgumentStrings.room(task.process().limits());
        List<String> arguments = ArgumentStrings.read(task.guest(), argv, room);
        List<String> environment = ArgumentStrings.read(task.guest(), envp, room);
        String scriptPath = scriptPath(task, directory, path);
        try (Program program = finder.find(task, directory, path, flags, scriptPath, arguments, environment)) {
            ArgumentStrings.check(program, task.process().limits());
            run(task, program);
            return 0;
        } catch (ExecFailure failure) {
            return -failure.number();
        }
    }

    /** How an interpreter finds a script that was given as a descriptor; null if it will be closed by then. */
    private static @Nullable String scriptPath(Task task, int directory, String path) {
        if (directory == Fcntl.AT_FDCWD || path.startsWith("/")) {
            return path;
        }
        if (task.files().isOpen(directory) && task.files().closesOnExec(directory)) {
            return null;
        }
        return "/dev/fd/" + directory + (path.isEmpty() ? "" : "/" + path);
    }

    /**
     * Loads beside the present program, so that want of memory does no harm. Only a program whose segments cannot be mapped
     * is found out too late on Linux, and there its process dies by SIGSEGV.
     */
    private void run(Task task, Program program) {
        Process process = task.process();
        LoadedProgram loaded;
        try {
            loaded = loader.load(program, process.limits(), task.credentials());
        } catch (ErrnoException failure) {
            if (failure.errno() == Errno.ENOMEM) {
                throw failure;
            }
            change.becomeAlone(task);
            process.exit(Signal.SIGSEGV);
            return;
        }
        int formerTid = task.tid();
        try {
            change.becomeAlone(task);
        } catch (ErrnoException ending) {
            loaded.memory().release();
            throw ending;
        }
        change.commit(task, program, loaded);
        Tracee tracee = Tracing.of(task);
        if (tracee != null) {
            tracee.executed(formerTid);
        }
        task.forgetSystemCall();
    }
}
