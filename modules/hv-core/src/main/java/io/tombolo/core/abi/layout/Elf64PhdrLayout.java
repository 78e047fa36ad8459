package io.tombolo.core.abi.layout;

/**
 * A program header of an ELF file: {@code Elf64_Phdr} of {@code linux/elf.h}. Offsets and size in bytes.
 */
public final class Elf64PhdrLayout {
    public static final int SIZEOF = 56;
    public static final int P_TYPE = 0;
    public static final int P_FLAGS = 4;
    public static final int P_OFFSET = 8;
    public static final int P_VADDR = 16;
    public static final int P_PADDR = 24;
    public static final int P_FILESZ = 32;
    public static final int P_MEMSZ = 40;
    public static final int P_ALIGN = 48;

    private Elf64PhdrLayout() {}
}
