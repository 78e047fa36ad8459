package io.tombolo.fs.internal.call;

import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings files to the device, each of them once. It opens them anew for that: the host answers an error of the device to each open
 * file description once, and the guest's own {@code fsync} must still get it. Not thread-safe.
 */
final class WriteBack {
    private final HostSystem host;
    private final @Nullable Device only;
    private final Set<Name> done = new HashSet<>();
    private final FileAttributes attributes = new FileAttributes();
    private long failure;

    private record Device(int major, int minor) {
        static Device of(FileAttributes attributes) {
            return new Device(attributes.deviceMajor, attributes.deviceMinor);
        }
    }

    private record Name(Device device, long inode) {}

    private WriteBack(HostSystem host, @Nullable Device only) {
        this.host = host;
        this.only = only;
    }

    /** Of files wherever they are. */
    static WriteBack ofAllDevices(HostSystem host) {
        return new WriteBack(host, null);
    }

    /**
     * Of files on the device that holds a certain one.
     *
     * @throws ErrnoException if the host does not say which that is
     */
    static WriteBack ofDeviceOf(HostSystem host, int descriptor) {
        FileAttributes attributes = new FileAttributes();
        host.status(descriptor, attributes);
        return new WriteBack(host, Device.of(attributes));
    }

    /** Flushes the file of a descriptor, if it is one on a device that is asked for and was not flushed before. Keeps the first error. */
    void flush(int descriptor) {
        try {
            host.status(descriptor, attributes);
            Device device = Device.of(attributes);
            boolean regular = (attributes.mode & StatMode.S_IFMT) == StatMode.S_IFREG;
            if (regular && (only == null || only.equals(device)) && done.add(new Name(device, attributes.inode))) {
                flushAnew(descriptor);
            }
        } catch (ErrnoException error) {
            note(-error.number());
        }
    }

    private void flushAnew(int descriptor) {
        int own;
        try {
            own = host.reopen(descriptor, Fcntl.O_RDONLY);
        } catch (ErrnoException unreadable) {
            note(host.calls().call(SyscallNumbers.FSYNC, descriptor));
            return;
        }
        try {
            note(host.calls().call(SyscallNumbers.FSYNC, own));
        } finally {
            host.close(own);
        }
    }

    private void note(long result) {
        failure = failure == 0 ? Math.min(result, 0) : failure;
    }

    /**
     * Throws the first error, if there was one.
     *
     * @throws ErrnoException {@code EIO}, {@code ENOSPC}, {@code EDQUOT}
     */
    void throwFailure() {
        ErrnoException.check(failure);
    }
}
