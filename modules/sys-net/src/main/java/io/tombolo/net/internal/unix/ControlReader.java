package io.tombolo.net.internal.unix;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.SocketMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the ancillary data that a guest sends, as {@code __scm_send} of {@code net/core/scm.c} does. */
final class ControlReader {
    /** {@code struct cmsghdr}: length, level, type. */
    static final int HEADER = 16;

    /** {@code SCM_MAX_FD}. */
    private static final int MOST_FILES = 253;

    private static final int CREDENTIALS_SIZE = 12;

    private final Task task;
    private final ByteBuffer control;
    private final int length;
    private final List<OpenFile> files = new ArrayList<>();
    private @Nullable UnixCredentials credentials;

    private ControlReader(Task task, SocketMessage message) {
        this.task = task;
        this.control = message.control();
        this.length = message.controlLength();
    }

    /**
     * What a message is to pass.
     *
     * @return with references for the caller
     * @throws ErrnoException {@code EBADF}, {@code EINVAL}, {@code EPERM}, {@code ESRCH}
     */
    static Passed read(Task task, SocketMessage message) {
        if (message.controlLength() == 0) {
            return Passed.NOTHING;
        }
        ControlReader reader = new ControlReader(task, message);
        try {
            reader.readAll();
        } catch (ErrnoException error) {
            reader.files.forEach(OpenFile::release);
            throw error;
        }
        return new Passed(List.copyOf(reader.files), reader.credentials);
    }

    private void readAll() {
        int at = 0;
        while (length - at >= HEADER) {
            long size = control.getLong(at);
            if (size < HEADER || size > length - at) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            if (control.getInt(at + 8) == Socket.SOL_SOCKET) {
                read(control.getInt(at + 12), at + HEADER, (int) size - HEADER);
            }
            at += aligned((int) size);
        }
    }

    static int aligned(int size) {
        return (size + 7) & ~7;
    }

    private void read(int type, int at, int size) {
        switch (type) {
            case Socket.SCM_RIGHTS -> readFiles(at, size / Integer.BYTES);
            case Socket.SCM_CREDENTIALS -> readCredentials(at, size);
            default -> throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private void readFiles(int at, int count) {
        if (files.size() + count > MOST_FILES) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        for (int index = 0; index < count; index++) {
            files.add(task.files().acquire(control.getInt(at + index * Integer.BYTES)));
        }
    }

    /** Who is not root may only say what is true. */
    private void readCredentials(int at, int size) {
        if (size != CREDENTIALS_SIZE) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        UnixCredentials claimed = new UnixCredentials(
                control.getInt(at), control.getInt(at + Integer.BYTES), control.getInt(at + 2 * Integer.BYTES));
        Credentials own = task.credentials();
        boolean honest = claimed.process() == task.process().pid()
                && isOneOf(claimed.user(), own.realUser(), own.effectiveUser(), own.savedUser())
                && isOneOf(claimed.group(), own.realGroup(), own.effectiveGroup(), own.savedGroup());
        if (!honest && !own.privileged()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        if (task.kernel().processes().process(claimed.process()) == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        credentials = claimed;
    }

    private static boolean isOneOf(int identity, int real, int effective, int saved) {
        return identity == real || identity == effective || identity == saved;
    }
}
