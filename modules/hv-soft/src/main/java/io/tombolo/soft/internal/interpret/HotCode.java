package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.memory.CodePage;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Whom the interpreters of an engine tell where control often goes. Thread-safe. */
public interface HotCode {
    /** How often control must have come to an instruction. */
    int threshold();

    /**
     * Control came to an instruction that often. Called by a processor inside the safepoint protocol, so the page's memory may be read.
     *
     * @param page the page, executable for the caller
     * @param index the index of the instruction within the page
     * @param neighbours the pages by their distance from it, negative before it; null where the caller may not execute
     * @param inexact whether a floating-point result of the processor was inexact already, as it soon is when arithmetic goes its usual way
     * @return whether it may be found again soon, because it is too early to translate it
     */
    boolean found(CodePage page, int index, IntFunction<@Nullable CodePage> neighbours, boolean inexact);
}
