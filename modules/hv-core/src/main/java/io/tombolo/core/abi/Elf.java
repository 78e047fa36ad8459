package io.tombolo.core.abi;

/**
 * Values of ELF files: {@code linux/elf.h}.
 */
public final class Elf {
    // Identification

    public static final int EI_CLASS = 4;
    public static final int EI_DATA = 5;
    public static final int EI_VERSION = 6;
    public static final int EI_OSABI = 7;
    public static final int ELFCLASS32 = 1;
    public static final int ELFCLASS64 = 2;
    public static final int ELFDATA2LSB = 1;
    public static final int ELFDATA2MSB = 2;
    public static final int EV_CURRENT = 1;

    // Types

    public static final int ET_REL = 1;
    public static final int ET_EXEC = 2;
    public static final int ET_DYN = 3;
    public static final int ET_CORE = 4;

    // Program headers

    public static final int PT_NULL = 0x0;
    public static final int PT_LOAD = 0x1;
    public static final int PT_DYNAMIC = 0x2;
    public static final int PT_INTERP = 0x3;
    public static final int PT_NOTE = 0x4;
    public static final int PT_SHLIB = 0x5;
    public static final int PT_PHDR = 0x6;
    public static final int PT_TLS = 0x7;
    public static final int PT_GNU_EH_FRAME = 0x6474E550;
    public static final int PT_GNU_STACK = 0x6474E551;
    public static final int PT_GNU_RELRO = 0x6474E552;
    public static final int PT_GNU_PROPERTY = 0x6474E553;
    public static final int PF_X = 0x1;
    public static final int PF_W = 0x2;
    public static final int PF_R = 0x4;

    private Elf() {}
}
