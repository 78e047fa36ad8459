package io.tombolo.core.spi;

/** What a page fault came to. */
public enum FaultResult {
    /** The page is present now: try again. */
    RESOLVED,
    /** No mapping there: SIGSEGV with {@code SEGV_MAPERR}. */
    NOT_MAPPED,
    /** A mapping that forbids the access: SIGSEGV with {@code SEGV_ACCERR}. */
    NOT_PERMITTED,
    /** Past the end of the mapped file: SIGBUS with {@code BUS_ADRERR}. */
    BEYOND_OBJECT,
    /** No host memory left for the page: the process is killed, as by Linux's out-of-memory killer. */
    OUT_OF_MEMORY
}
