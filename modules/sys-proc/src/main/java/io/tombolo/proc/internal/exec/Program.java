package io.tombolo.proc.internal.exec;

import io.tombolo.proc.internal.elf.ElfImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program found fit to run, with its files open. Nothing has been changed yet.
 *
 * @param image the program, or the interpreter of a script
 * @param interpreter the dynamic loader; null for a static program
 * @param arguments {@code argv}, with what {@code #!} lines put in front
 * @param environment {@code envp}
 * @param path the path that was asked for: {@code AT_EXECFN}
 */
record Program(
        ElfImage image, @Nullable ElfImage interpreter, List<String> arguments, List<String> environment, String path)
        implements AutoCloseable {
    /** The last component of the path of the file: {@code comm}. */
    String name() {
        String file = image.file().identity().path();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** Closes the files. */
    @Override
    public void close() {
        image.file().release();
        if (interpreter != null) {
            interpreter.file().release();
        }
    }
}
