package io.tombolo.fs.internal.file;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.SpanVisitor;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.SpanTransfer;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.spi.SyscallNumbers;

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
        return transfer(buffer, Access.WRITE, reading(OWN_POSITION));
    }

    @Override
    public long readAt(Task task, GuestBuffer buffer, long position) {
        return transfer(buffer, Access.WRITE, reading(position));
    }

    @Override
    public long readFlagged(Task task, GuestBuffer buffer, long position, int flags) {
        return buffer.forEachSpan(
                Access.WRITE,
                reading(position).withFlags(flags, host().scratch().address()));
    }

    private SpanTransfer reading(long position) {
        return host().scratch().transfer().reading(host().calls(), hostDescriptor(), position);
    }

    @Override
    public long write(Task task, GuestBuffer buffer) {
        return write(task, buffer, OWN_POSITION, 0);
    }

    @Override
    public long writeAt(Task task, GuestBuffer buffer, long position) {
        return write(task, buffer, position, 0);
    }

    @Override
    public long writeFlagged(Task task, GuestBuffer buffer, long position, int flags) {
        return write(task, buffer, position, flags);
    }

    private long write(Task task, GuestBuffer buffer, long position, int flags) {
        long limit = task.process().limits().fileSize();
        if (limit != ResourceLimits.INFINITY) {
            FileSizeLimit.apply(task, buffer, limit, place(position, flags));
        }
        SpanTransfer transfer = host().scratch().transfer().writing(host().calls(), hostDescriptor(), position);
        if (flags != 0) {
            transfer.withFlags(flags, host().scratch().address());
        }
        return transfer(buffer, Access.READ, transfer);
    }

    /** A guest that names memory it does not have gets what the host says to the same: the call may be refused for another reason first. */
    private static long transfer(GuestBuffer buffer, int access, SpanVisitor visitor) {
        long result = buffer.forEachSpan(access, visitor);
        if (result != -Errno.EFAULT.number()) {
            return result;
        }
        long said = visitor.span(SpanTransfer.NOWHERE, buffer.contiguous());
        // In vain as it was, a write may have extended the very file whose pages the guest names; then there is
        // something to write.
        return said == result ? buffer.forEachSpan(access, visitor) : said;
    }

    /** Where a write would begin. */
    private long place(long position, int flags) {
        if ((statusFlags() & Fcntl.O_APPEND) != 0 || (flags & Fcntl.RWF_APPEND) != 0) {
            FileAttributes attributes = new FileAttributes();
            attributes(attributes);
            return attributes.size;
        }
        return position >= 0
                ? position
                : host().calls().call(SyscallNumbers.LSEEK, hostDescriptor(), 0, Fcntl.SEEK_CUR);
    }

    @Override
    public boolean mapsAsAnonymous() {
        return anonymous;
    }
}
