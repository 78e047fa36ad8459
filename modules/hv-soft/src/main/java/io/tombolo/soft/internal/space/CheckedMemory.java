package io.tombolo.soft.internal.space;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.SpanVisitor;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Accesses of host code to guest memory, page by page. While bytes move, the accessor is inside the safepoint protocol; while a fault is
 * resolved it is not. A file that somebody truncates under an access makes the JVM throw {@link InternalError}, which is the guest's
 * {@code EFAULT}; every access polls for it before it tells of success.
 */
abstract class CheckedMemory implements GuestMemory {
    private static final int FIRST_STRING_PIECE = 256;

    /** Whose page map it is. */
    abstract SoftAddressSpace space();

    /** Enters with a participant, which is given back to {@link #end}. */
    abstract Participant begin();

    /** Leaves. */
    abstract void end(Participant participant);

    /** The host address of a byte, after bringing its page in if need be; 0 if the guest would fault there. */
    private long host(Participant participant, long address, int access) {
        PageMap map = space().pageMap();
        while (true) {
            long host = map.host(address, 1, access);
            if (host != 0) {
                return host;
            }
            // Resolving takes the memory manager's lock, whose holder may be waiting for us to leave.
            if (participant.nested()) {
                return 0;
            }
            participant.leave();
            FaultResult result;
            try {
                result = space().resolve(PageMap.untagged(address), access);
            } finally {
                participant.enter();
            }
            if (result != FaultResult.RESOLVED) {
                return 0;
            }
        }
    }

    private static ErrnoException fault() {
        return ErrnoException.of(Errno.EFAULT);
    }

    private static int pageRest(long address) {
        return PageMap.PAGE_SIZE - ((int) address & PageMap.PAGE_MASK);
    }

    @Override
    public void copyIn(long address, byte[] target, int offset, int length) {
        if (copyInPartially(address, target, offset, length) < length) {
            throw fault();
        }
    }

    @Override
    public void copyOut(long address, byte[] source, int offset, int length) {
        if (copyOutPartially(address, source, offset, length) < length) {
            throw fault();
        }
    }

    @Override
    public int copyInPartially(long address, byte[] target, int offset, int length) {
        return copy(address, target, offset, length, Access.READ);
    }

    @Override
    public int copyOutPartially(long address, byte[] source, int offset, int length) {
        return copy(address, source, offset, length, Access.WRITE);
    }

    private int copy(long address, byte[] array, int offset, int length, int access) {
        Objects.checkFromIndexSize(offset, length, array.length);
        int done = 0;
        Participant participant = begin();
        try {
            while (done < length) {
                int piece = Math.min(length - done, pageRest(address + done));
                long host = host(participant, address + done, access);
                if (host == 0) {
                    break;
                }
                if (copyPiece(host, array, offset + done, piece, access)) {
                    done += piece;
                } else if (!dropVanished(participant)) {
                    break;
                }
            }
            return done;
        } finally {
            end(participant);
        }
    }

    /** Copies within a page; tells whether the memory was there. */
    private boolean copyPiece(long host, byte[] array, int offset, int length, int access) {
        try {
            if (access == Access.READ) {
                HostAccess.copyToArray(host, array, offset, length);
            } else {
                HostAccess.copyFromArray(array, offset, host, length);
            }
            space().poll();
            return true;
        } catch (InternalError vanished) {
            return false;
        }
    }

    /**
     * After the JVM has said that host memory is gone: makes the pages absent, so that trying again is a fault. Tells whether
     * there were such pages.
     */
    private boolean dropVanished(Participant participant) {
        if (participant.nested()) {
            return false;
        }
        participant.leave();
        try {
            return space().dropVanished() >= 0;
        } finally {
            participant.enter();
        }
    }

    @Override
    public byte getByte(long address) {
        return (byte) get(address, Byte.BYTES);
    }

    @Override
    public short getShort(long address) {
        return (short) get(address, Short.BYTES);
    }

    @Override
    public int getInt(long address) {
        return (int) get(address, Integer.BYTES);
    }

    @Override
    public long getLong(long address) {
        return get(address, Long.BYTES);
    }

    private long get(long address, int size) {
        Participant participant = begin();
        try {
            while (true) {
                try {
                    long value = load(participant, address, size);
                    space().poll();
                    return value;
                } catch (InternalError vanished) {
                    if (!dropVanished(participant)) {
                        throw fault();
                    }
                }
            }
        } finally {
            end(participant);
        }
    }

    private long load(Participant participant, long address, int size) {
        if (pageRest(address) < size) {
            return getByBytes(participant, address, size);
        }
        long host = host(participant, address, Access.READ);
        if (host == 0) {
            throw fault();
        }
        return switch (size) {
            case Byte.BYTES -> HostAccess.get8(host);
            case Short.BYTES -> HostAccess.get16(host);
            case Integer.BYTES -> HostAccess.get32(host);
            default -> HostAccess.get64(host);
        };
    }

    private long getByBytes(Participant participant, long address, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            long host = host(participant, address + i, Access.READ);
            if (host == 0) {
                throw fault();
            }
            value |= HostAccess.get8(host) << (i * Byte.SIZE);
        }
        return value;
    }

    @Override
    public void putByte(long address, byte value) {
        put(address, value, Byte.BYTES);
    }

    @Override
    public void putShort(long address, short value) {
        put(address, value, Short.BYTES);
    }

    @Override
    public void putInt(long address, int value) {
        put(address, value, Integer.BYTES);
    }

    @Override
    public void putLong(long address, long value) {
        put(address, value, Long.BYTES);
    }

    private void put(long address, long value, int size) {
        Participant participant = begin();
        try {
            while (true) {
                try {
                    store(participant, address, value, size);
                    space().poll();
                    return;
                } catch (InternalError vanished) {
                    if (!dropVanished(participant)) {
                        throw fault();
                    }
                }
            }
        } finally {
            end(participant);
        }
    }

    private void store(Participant participant, long address, long value, int size) {
        if (pageRest(address) < size) {
            putByBytes(participant, address, value, size);
            return;
        }
        long host = host(participant, address, Access.WRITE);
        if (host == 0) {
            throw fault();
        }
        switch (size) {
            case Byte.BYTES -> HostAccess.put8(host, value);
            case Short.BYTES -> HostAccess.put16(host, value);
            case Integer.BYTES -> HostAccess.put32(host, value);
            default -> HostAccess.put64(host, value);
        }
    }

    private void putByBytes(Participant participant, long address, long value, int size) {
        for (int i = 0; i < size; i++) {
            long host = host(participant, address + i, Access.WRITE);
            if (host == 0) {
                throw fault();
            }
            HostAccess.put8(host, value >>> (i * Byte.SIZE));
        }
    }

    @Override
    public void fill(long address, long length, byte value) {
        long done = forEachSpan(address, length, Access.WRITE, (host, piece) -> {
            HostAccess.fill(host, piece, value);
            space().poll();
            return piece;
        });
        if (done < length) {
            throw fault();
        }
    }

    @Override
    public int compareAndExchangeInt(long address, int expected, int value) {
        if ((address & Integer.BYTES - 1) != 0) {
            throw new IllegalArgumentException("address of a compare and exchange is not aligned");
        }
        Participant participant = begin();
        try {
            while (true) {
                try {
                    long host = host(participant, address, Access.WRITE);
                    if (host == 0) {
                        throw fault();
                    }
                    int found = (int) HostAccess.compareAndExchange32(host, expected, value);
                    space().poll();
                    return found;
                } catch (InternalError vanished) {
                    if (!dropVanished(participant)) {
                        throw fault();
                    }
                }
            }
        } finally {
            end(participant);
        }
    }

    @Override
    public String readString(long address, int limit) {
        byte[] bytes = new byte[Math.min(limit + 1, FIRST_STRING_PIECE)];
        int length = 0;
        while (length <= limit) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(limit + 1, length * 4));
            }
            int piece = Math.min(bytes.length - length, pageRest(address + length));
            if (copyInPartially(address + length, bytes, length, piece) < piece) {
                throw fault();
            }
            for (int end = length + piece; length < end; length++) {
                if (bytes[length] == 0) {
                    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
                }
            }
        }
        throw ErrnoException.of(Errno.ENAMETOOLONG);
    }

    @Override
    public long forEachSpan(long address, long length, int access, SpanVisitor visitor) {
        long done = 0;
        Participant participant = begin();
        try {
            while (done < length) {
                long host = space().pageMap().host(address + done, 1, access);
                if (host == 0 && visitor.isFinished()) {
                    return done;
                }
                host = host == 0 ? host(participant, address + done, access) : host;
                if (host == 0) {
                    return done > 0 ? done : -Errno.EFAULT.number();
                }
                long piece = contiguous(address + done, length - done, access);
                long used;
                try {
                    used = visitor.span(host, piece);
                    space().poll();
                } catch (InternalError vanished) {
                    used = dropVanished(participant) ? 0 : -Errno.EFAULT.number();
                    piece = 0;
                }
                if (used < 0) {
                    return done > 0 ? done : used;
                }
                done += used;
                if (used < piece) {
                    break;
                }
            }
            return done;
        } finally {
            end(participant);
        }
    }

    /** How many bytes from a present byte on lie in adjoining host pages with the permission. */
    private long contiguous(long address, long length, int access) {
        PageMap map = space().pageMap();
        long entry = map.entry(address);
        long piece = Math.min(length, pageRest(address));
        while (piece < length) {
            long next = map.entry(address + piece);
            if ((next & access) == 0 || (next & -PageMap.PAGE_SIZE) != (entry & -PageMap.PAGE_SIZE)) {
                break;
            }
            piece = Math.min(length, piece + PageMap.PAGE_SIZE);
        }
        return piece;
    }
}
