package io.tombolo.net.internal.unix;

import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.NetworkHost;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** {@code SCM_RIGHTS} between host sockets: descriptors that stand for what is in flight, and true ones of the host. */
final class HostRights {
    /** Room for the most descriptors that the host passes in one message: {@code SCM_MAX_FD}, 253. */
    static final int ROOM = ControlReader.aligned(ControlReader.HEADER + 253 * Integer.BYTES);

    private static final int OFF_LEVEL = 8;
    private static final int OFF_TYPE = 12;

    private final NetworkHost host;
    private final KernelServices services;
    private final InFlight inFlight;

    @Inject
    HostRights(NetworkHost host, KernelServices services, InFlight inFlight) {
        this.host = host;
        this.services = services;
        this.inFlight = inFlight;
    }

    /** Has a message carry one descriptor. */
    static void put(SocketMessage message, int descriptor) {
        message.control().putInt(ControlReader.HEADER, descriptor);
        header(message, 1);
    }

    /** Has a message carry the host descriptors behind files; false if one has none. */
    static boolean put(SocketMessage message, List<OpenFile> files) {
        for (int index = 0; index < files.size(); index++) {
            int descriptor = files.get(index).hostDescriptor();
            if (descriptor < 0) {
                return false;
            }
            message.control().putInt(ControlReader.HEADER + index * Integer.BYTES, descriptor);
        }
        header(message, files.size());
        return true;
    }

    private static void header(SocketMessage message, int count) {
        int size = ControlReader.HEADER + count * Integer.BYTES;
        message.control().putLong(0, size);
        message.control().putInt(OFF_LEVEL, Socket.SOL_SOCKET);
        message.control().putInt(OFF_TYPE, Socket.SCM_RIGHTS);
        message.setControlLength(ControlReader.aligned(size));
    }

    /**
     * What a received message carries.
     *
     * @param stays whether it was only looked at
     * @return with references for the caller
     */
    Passed take(SocketMessage message, boolean stays) {
        ByteBuffer control = message.control();
        if (message.controlLength() < ControlReader.HEADER || control.getInt(OFF_TYPE) != Socket.SCM_RIGHTS) {
            return Passed.NOTHING;
        }
        int count = (int) (control.getLong(0) - ControlReader.HEADER) / Integer.BYTES;
        int first = control.getInt(ControlReader.HEADER);
        Passed passed = count == 1 ? inFlight.find(first, stays) : null;
        if (passed != null) {
            host.close(first);
            return passed;
        }
        List<OpenFile> files = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            adopt(control.getInt(ControlReader.HEADER + index * Integer.BYTES), files);
        }
        return new Passed(files, null);
    }

    /** A descriptor that a process of the host has sent. */
    private void adopt(int descriptor, List<OpenFile> to) {
        try {
            int flags = host.host().descriptors().flags(descriptor);
            int kept = flags & (Fcntl.O_ACCMODE | Fcntl.O_APPEND | Fcntl.O_NONBLOCK);
            to.add(services.service(FileSystem.class).adopt(descriptor, kept));
        } catch (ErrnoException error) {
            host.close(descriptor);
        }
    }
}
