package io.tombolo.core.abi.layout;

/**
 * A section header of an ELF file: {@code Elf64_Shdr} of {@code linux/elf.h}. Offsets and size in bytes.
 */
public final class Elf64ShdrLayout {
    public static final int SIZEOF = 64;
    public static final int SH_NAME = 0;
    public static final int SH_TYPE = 4;
    public static final int SH_FLAGS = 8;
    public static final int SH_ADDR = 16;
    public static final int SH_OFFSET = 24;
    public static final int SH_SIZE = 32;
    public static final int SH_LINK = 40;
    public static final int SH_INFO = 44;
    public static final int SH_ADDRALIGN = 48;
    public static final int SH_ENTSIZE = 56;

    private Elf64ShdrLayout() {}
}
