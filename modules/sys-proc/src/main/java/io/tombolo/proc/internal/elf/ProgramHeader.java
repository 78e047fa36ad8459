package io.tombolo.proc.internal.elf;

import io.tombolo.core.abi.Elf;
import io.tombolo.core.abi.Mman;
import java.nio.ByteBuffer;

/**
 * One program header, {@code Elf64_Phdr}: a segment or a note about the file. All numbers are the file's own, unchecked.
 *
 * @param type {@code PT_*}
 * @param flags {@code PF_*}
 * @param offset where the contents are in the file
 * @param address where they want to be in memory
 * @param fileSize their size in the file
 * @param memorySize their size in memory; what is more is zero
 * @param alignment of the address
 */
public record ProgramHeader(
        int type, int flags, long offset, long address, long fileSize, long memorySize, long alignment) {
    /** Its size in bytes. */
    public static final int SIZE = 56;

    /** The size of a page. */
    static final long PAGE = 4096;

    /** Reads the header at the buffer's position and moves on. */
    static ProgramHeader read(ByteBuffer bytes) {
        int type = bytes.getInt();
        int flags = bytes.getInt();
        long offset = bytes.getLong();
        long address = bytes.getLong();
        bytes.getLong();
        return new ProgramHeader(type, flags, offset, address, bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** Whether it is a segment to be loaded. */
    public boolean loadable() {
        return type == Elf.PT_LOAD;
    }

    /** What the guest may do with it, as {@code PROT_*}. */
    int protection() {
        return ((flags & Elf.PF_R) != 0 ? Mman.PROT_READ : 0)
                | ((flags & Elf.PF_W) != 0 ? Mman.PROT_WRITE : 0)
                | ((flags & Elf.PF_X) != 0 ? Mman.PROT_EXEC : 0);
    }

    /** How far into its page it begins. */
    long pageOffset() {
        return address & PAGE - 1;
    }

    /** The beginning of the page that an address lies in. */
    static long pageStart(long address) {
        return address & -PAGE;
    }

    /** An address rounded up to a page. */
    static long pageEnd(long address) {
        return address + PAGE - 1 & -PAGE;
    }
}
