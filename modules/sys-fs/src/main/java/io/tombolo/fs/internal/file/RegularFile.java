package io.tombolo.fs.internal.file;

import io.tombolo.core.Task;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.path.Mount;

/**
 * A regular file, a block device, or a device of memory such as {@code /dev/zero}: transfers do not block for long, so
 * they go between the host's page cache and guest memory with no copy in between. The file position is that of the host
 * description.
 */
public final class RegularFile extends HostFile {
    private static final long OWN_POSITION = -1;

    private final boolean anonymous;

    /**
     * Takes over the descriptor.
     *
     * @param anonymous whether mappings of it are anonymous memory: {@code /dev/zero}
     */
    public RegularFile(HostFiles files, Mount mount, int descriptor, int flags, boolean anonymous) {
        super(files, mount, descriptor, flags);
        this.anonymous = anonymous;
    }

    @Override
    public long read(Task task, GuestBuffer buffer) {
        return readFrom(buffer, OWN_POSITION);
    }

    @Override
    public long write(Task task, GuestBuffer buffer) {
        return writeTo(buffer, OWN_POSITION);
    }

    @Override
    public long readAt(Task task, GuestBuffer buffer, long position) {
        return readFrom(buffer, position);
    }

    @Override
    public long writeAt(Task task, GuestBuffer buffer, long position) {
        return writeTo(buffer, position);
    }

    private long readFrom(GuestBuffer buffer, long position) {
        return buffer.forEachSpan(
                Access.WRITE, host().scratch().transfer().reading(host().calls(), hostDescriptor(), position));
    }

    private long writeTo(GuestBuffer buffer, long position) {
        return buffer.forEachSpan(
                Access.READ, host().scratch().transfer().writing(host().calls(), hostDescriptor(), position));
    }

    @Override
    public boolean mapsAsAnonymous() {
        return anonymous;
    }
}
