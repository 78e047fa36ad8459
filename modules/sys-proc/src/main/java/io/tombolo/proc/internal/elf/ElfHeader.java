package io.tombolo.proc.internal.elf;

import io.tombolo.core.abi.Elf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a 64-bit little-endian ELF file, {@code Elf64_Ehdr}.
 *
 * @param type {@code e_type}
 * @param machine {@code e_machine}
 * @param entry where the program begins, before it is moved
 * @param tableOffset where the program headers are in the file
 * @param entrySize the size of one program header
 * @param entries how many there are
 */
public record ElfHeader(int type, int machine, long entry, long tableOffset, int entrySize, int entries) {
    /** Its size in bytes. */
    public static final int SIZE = 64;

    private static final int MAGIC = 0x464C457F;

    /** Whether bytes begin with the mark of an ELF file, of whatever class. */
    public static boolean isElf(byte[] file) {
        return file.length >= SIZE && littleEndian(file).getInt(0) == MAGIC;
    }

    /** Whether an ELF file is 64-bit and little-endian. */
    public static boolean isWideLittleEndian(byte[] file) {
        return file[Elf.EI_CLASS] == Elf.ELFCLASS64 && file[Elf.EI_DATA] == Elf.ELFDATA2LSB;
    }

    /** {@code e_machine} of an ELF file of either byte order. */
    public static int machineOf(byte[] file) {
        ByteBuffer bytes = littleEndian(file);
        if (file[Elf.EI_DATA] == Elf.ELFDATA2MSB) {
            bytes.order(ByteOrder.BIG_ENDIAN);
        }
        return Short.toUnsignedInt(bytes.getShort(18));
    }

    /** Reads a header from the first {@link #SIZE} bytes or more of a file; nothing is checked. */
    public static ElfHeader of(byte[] file) {
        ByteBuffer bytes = littleEndian(file);
        return new ElfHeader(
                Short.toUnsignedInt(bytes.getShort(16)),
                Short.toUnsignedInt(bytes.getShort(18)),
                bytes.getLong(24),
                bytes.getLong(32),
                Short.toUnsignedInt(bytes.getShort(54)),
                Short.toUnsignedInt(bytes.getShort(56)));
    }

    /** Whether it is a kind of file that can be run. */
    public boolean executable() {
        return type == Elf.ET_EXEC || type == Elf.ET_DYN;
    }

    /** Whether it may be loaded anywhere. */
    public boolean movable() {
        return type == Elf.ET_DYN;
    }

    private static ByteBuffer littleEndian(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }
}
