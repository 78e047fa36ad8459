package io.tombolo.proc.internal.exec;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.proc.internal.elf.ElfHeader;
import io.tombolo.proc.internal.elf.ElfImage;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the program behind a path: follows {@code #!} lines, reads ELF headers, opens the dynamic loader. */
final class ProgramFinder {
    /** A script's interpreter may be a script: so many times, as {@code exec_binprm} counts. */
    private static final int DEEPEST = 5;

    private final Engine engine;
    private final Provider<FileSystem> fileSystem;

    @Inject
    ProgramFinder(Engine engine, Provider<FileSystem> fileSystem) {
        this.engine = engine;
        this.fileSystem = fileSystem;
    }

    /**
     * Finds a program.
     *
     * @param directory a descriptor or {@code AT_FDCWD}
     * @param flags of execveat(2)
     * @param scriptPath how a script's interpreter is told of the script; null if it could not open it
     * @throws ExecFailure if it cannot be run
     */
    Program find(
            Task task,
            int directory,
            String path,
            int flags,
            @Nullable String scriptPath,
            List<String> arguments,
            List<String> environment) {
        List<String> argv = new ArrayList<>(arguments.isEmpty() ? List.of("") : arguments);
        OpenFile file = open(task, directory, path, flags, "");
        String shown = scriptPath == null ? path : scriptPath;
        String now = shown;
        try {
            for (int depth = 0; ; depth++) {
                byte[] start = start(file, now);
                if (!ScriptLine.isScript(start)) {
                    ElfImage image = readImage(file, start, now);
                    ElfImage loader = openLoader(task, image, now);
                    return new Program(image, loader, argv, environment, shown);
                }
                if (depth >= DEEPEST) {
                    throw new ExecFailure(Errno.ELOOP, path + ": the interpreters of scripts are scripts without end");
                }
                if (scriptPath == null) {
                    throw new ExecFailure(Errno.ENOENT, path + ": a script that its interpreter cannot open");
                }
                ScriptLine line = scriptLine(start, now);
                prepend(argv, line, now);
                OpenFile next = open(task, Fcntl.AT_FDCWD, line.interpreter(), 0, now);
                file.release();
                file = next;
                now = line.interpreter();
            }
        } catch (RuntimeException failure) {
            file.release();
            throw failure;
        }
    }

    private static void prepend(List<String> argv, ScriptLine line, String script) {
        argv.set(0, script);
        if (line.argument() != null) {
            argv.addFirst(line.argument());
        }
        argv.addFirst(line.interpreter());
    }

    private static ScriptLine scriptLine(byte[] start, String path) {
        try {
            return ScriptLine.of(start);
        } catch (ErrnoException error) {
            throw new ExecFailure(error.number(), path + ": its #! line names no interpreter");
        }
    }

    private OpenFile open(Task task, int directory, String path, int flags, String neededBy) {
        try {
            return fileSystem.get().openProgram(task, directory, path, flags);
        } catch (ErrnoException error) {
            String what = neededBy.isEmpty() ? path : neededBy + " needs " + path + ", and that";
            throw new ExecFailure(error.number(), Refusal.cannotOpen(what, error.errno()));
        }
    }

    private static byte[] start(OpenFile file, String path) {
        byte[] start = new byte[ScriptLine.LOOK_AHEAD];
        try {
            file.readFully(0, start, 0, start.length);
        } catch (ErrnoException error) {
            throw new ExecFailure(error.number(), Refusal.cannotOpen(path, error.errno()));
        }
        return start;
    }

    private ElfImage readImage(OpenFile file, byte[] start, String path) {
        try {
            return ElfImage.read(file, start, engine.architecture().elfMachine(), Errno.ENOEXEC);
        } catch (ErrnoException error) {
            throw new ExecFailure(error.number(), Refusal.of(path, start, engine));
        }
    }

    private @Nullable ElfImage openLoader(Task task, ElfImage image, String path) {
        String loader;
        try {
            loader = image.interpreter();
        } catch (ErrnoException error) {
            throw new ExecFailure(error.number(), path + ": a damaged ELF file: it does not say which loader it needs");
        }
        if (loader == null) {
            return null;
        }
        OpenFile file = open(task, Fcntl.AT_FDCWD, loader, 0, path);
        try {
            byte[] start = new byte[ElfHeader.SIZE];
            if (file.readFully(0, start, 0, start.length) < start.length) {
                throw ErrnoException.of(Errno.EIO);
            }
            return ElfImage.read(file, start, engine.architecture().elfMachine(), Errno.ELIBBAD);
        } catch (ErrnoException error) {
            file.release();
            throw new ExecFailure(
                    error.number(),
                    path + " needs " + loader + ", and that is no "
                            + engine.architecture().displayName() + " loader");
        }
    }
}
