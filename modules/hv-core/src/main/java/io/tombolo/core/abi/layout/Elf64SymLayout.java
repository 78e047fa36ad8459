package io.tombolo.core.abi.layout;

/**
 * A symbol of an ELF file: {@code Elf64_Sym} of {@code linux/elf.h}. Offsets and size in bytes.
 */
public final class Elf64SymLayout {
    public static final int SIZEOF = 24;
    public static final int ST_NAME = 0;
    public static final int ST_INFO = 4;
    public static final int ST_OTHER = 5;
    public static final int ST_SHNDX = 6;
    public static final int ST_VALUE = 8;
    public static final int ST_SIZE = 16;

    private Elf64SymLayout() {}
}
