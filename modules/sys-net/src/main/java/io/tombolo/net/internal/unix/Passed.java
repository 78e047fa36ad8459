package io.tombolo.net.internal.unix;

import io.tombolo.core.spi.OpenFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What travels with a message: open files, each with a reference, and who sent it.
 *
 * @param files of {@code SCM_RIGHTS}
 * @param credentials of {@code SCM_CREDENTIALS}; null if nobody asked for them
 */
record Passed(List<OpenFile> files, @Nullable UnixCredentials credentials) {
    /** Nothing. */
    static final Passed NOTHING = new Passed(List.of(), null);

    boolean isNothing() {
        return files.isEmpty() && credentials == null;
    }

    /** The same with references of its own, for a message that is looked at and stays. */
    Passed copy() {
        files.forEach(OpenFile::retain);
        return this;
    }

    void release() {
        files.forEach(OpenFile::release);
    }
}
