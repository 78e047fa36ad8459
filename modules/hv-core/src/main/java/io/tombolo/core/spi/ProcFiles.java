package io.tombolo.core.spi;

import io.tombolo.core.Task;
import java.util.List;
import java.util.function.Function;

/** A service of modules that know what some file of {@code /proc} says; the file system shows it. Any number may have it. */
public interface ProcFiles {
    /** The files; asked for once. */
    List<File> files();

    /**
     * One file.
     *
     * @param directory its directory beneath {@code /proc}, such as {@code sysvipc}
     * @param name such as {@code shm}
     * @param text what it says to a reader now, one character a byte
     */
    record File(String directory, String name, Function<Task, String> text) {}
}
