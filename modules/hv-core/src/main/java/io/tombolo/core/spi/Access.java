package io.tombolo.core.spi;

/** Kinds of access to a guest page, as bits. They equal Linux's {@code PROT_READ}, {@code PROT_WRITE} and {@code PROT_EXEC}. */
public final class Access {
    /** No access: the page is mapped but every use of it faults. */
    public static final int NONE = 0;
    /** Loads. */
    public static final int READ = 1;
    /** Stores. */
    public static final int WRITE = 2;
    /** Instruction fetches. */
    public static final int EXECUTE = 4;

    private Access() {}
}
