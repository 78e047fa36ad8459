package io.tombolo.net.internal.unix;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.SocketMessage;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes the ancillary data that a guest receives, cut to its room as {@code put_cmsg} of {@code net/core/scm.c} cuts it. */
final class ControlWriter {
    private static final int OVERFLOW_IDENTITY = 65534;

    private final SocketMessage message;
    private final ByteBuffer control;
    private final int room;
    private int used;
    private boolean cut;

    /** Over a message that has been received; its ancillary data is replaced. */
    ControlWriter(SocketMessage message, int room) {
        this.message = message;
        this.control = message.control();
        this.room = room;
    }

    /** Adds {@code SCM_CREDENTIALS}. */
    void credentials(UnixCredentials credentials) {
        int size = ControlReader.HEADER + 3 * Integer.BYTES;
        if (room - used < ControlReader.HEADER) {
            cut = true;
            return;
        }
        cut |= room - used < size;
        int fitting = Math.min(size, room - used);
        header(fitting, Socket.SCM_CREDENTIALS);
        int at = used + ControlReader.HEADER;
        control.putInt(at, credentials.process());
        control.putInt(at + Integer.BYTES, identity(credentials.user()));
        control.putInt(at + 2 * Integer.BYTES, identity(credentials.group()));
        advance(fitting);
    }

    private static int identity(int known) {
        return known == -1 ? OVERFLOW_IDENTITY : known;
    }

    /** Adds {@code SCM_RIGHTS}: installs the files as descriptors of the task and takes over their references. */
    void files(Task task, List<OpenFile> files, boolean closeOnExec) {
        int most = Math.max(0, (room - used - ControlReader.HEADER) / Integer.BYTES);
        long limit = Math.min(task.process().limits().bound(ResourceLimits.OPEN_FILES), Integer.MAX_VALUE);
        int installed = 0;
        for (OpenFile file : files) {
            if (cut || installed == most) {
                cut = true;
                file.release();
                continue;
            }
            try {
                int descriptor = task.files().install(file, 0, closeOnExec, limit);
                control.putInt(used + ControlReader.HEADER + installed++ * Integer.BYTES, descriptor);
            } catch (ErrnoException full) {
                cut = true;
                file.release();
            }
        }
        if (installed > 0) {
            int size = ControlReader.HEADER + installed * Integer.BYTES;
            header(size, Socket.SCM_RIGHTS);
            advance(size);
        }
    }

    private void header(int size, int type) {
        control.putLong(used, size);
        control.putInt(used + 8, Socket.SOL_SOCKET);
        control.putInt(used + 12, type);
    }

    private void advance(int size) {
        used += Math.min(ControlReader.aligned(size), room - used);
    }

    /** Says how much there is, and whether something was cut. */
    void finish() {
        message.setControlLength(used);
        if (cut) {
            message.setFlags(message.flags() | Socket.MSG_CTRUNC);
        }
    }
}
