package io.tombolo.fs.internal.file;

import io.tombolo.core.Task;
import io.tombolo.fs.internal.host.HostSystem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The records that getdents64(2) fills in: {@code struct linux_dirent64}. */
public final class DirectoryRecords {
    /** {@code d_ino}, {@code d_off}, {@code d_reclen}, {@code d_type}. */
    private static final int HEADER = 19;

    private static final int TYPE_SHIFT = 12;
    private static final int LARGEST = 1 << 16;

    private final ByteBuffer out;

    /** No records yet, and room for so many bytes. */
    public DirectoryRecords(int room) {
        out = ByteBuffer.allocate(Math.min(Math.max(room, 0), LARGEST)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Adds a record.
     *
     * @param next the position of the record after it
     * @param type one of {@code S_IF*}
     * @return false if there is no room
     */
    public boolean add(long inode, long next, int type, String entryName) {
        byte[] name = HostSystem.bytes(entryName);
        int length = (HEADER + name.length + 1 + 7) & ~7;
        if (out.remaining() < length) {
            return false;
        }
        int begin = out.position();
        out.putLong(inode);
        out.putLong(next);
        out.putShort((short) length);
        out.put((byte) (type >> TYPE_SHIFT));
        out.put(name);
        out.position(begin + length);
        return true;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return out.position() == 0;
    }

    /** Gives the records to the guest and tells their length. */
    public int copyOut(Task task, long address) {
        task.guest().copyOut(address, out.array(), 0, out.position());
        return out.position();
    }
}
