package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.memory.CodePage;

/** Whom the interpreters of an engine tell where control often goes. Thread-safe. */
public interface HotCode {
    /** How often control must have come to an instruction. */
    int threshold();

    /**
     * Control came to an instruction that often. Called by a processor inside the safepoint protocol, so the page's memory may be read.
     *
     * @param page the page, executable for the caller
     * @param index the index of the instruction within the page
     */
    void found(CodePage page, int index);
}
