package io.tombolo.soft.internal.memory;

import io.tombolo.soft.internal.decode.Instruction;
import org.jspecify.annotations.Nullable;

/** A translation as code pages know it: where it is entered, what it covers, and whether something of that has changed. Thread-safe. */
public final class InstalledCode {
    private final @Nullable CodePage[] pages;
    private final CodePage page;
    private final int entry;
    private final Instruction translated;
    private volatile boolean dropped;

    /**
     * A translation that is not installed yet.
     *
     * @param pages the pages that it covers something of, in order, null where nothing
     * @param page the one where it is entered
     * @param entry index of the entry there
     * @param translated what stands for the translation, with the word of the instruction that it replaces
     */
    public InstalledCode(@Nullable CodePage[] pages, CodePage page, int entry, Instruction translated) {
        this.pages = pages;
        this.page = page;
        this.entry = entry;
        this.translated = translated;
    }

    /**
     * Puts it in its place, unless the code has changed since.
     *
     * @param covered the instructions that were translated, page after page, null where none
     * @return whether it stands there now
     */
    public boolean install(@Nullable Instruction[] covered) {
        int own = 0;
        for (int i = 0; i < pages.length; i++) {
            CodePage other = pages[i];
            if (other == page) {
                own = i;
            } else if (other != null && !other.depend(this, covered, i * CodePage.INSTRUCTIONS)) {
                return false;
            }
        }
        return page.enter(this, covered, own * CodePage.INSTRUCTIONS);
    }

    /** Takes it away, for good. */
    public void drop() {
        dropped = true;
        page.leave(this);
    }

    /** Whether something that it covers has changed. */
    boolean isDropped() {
        return dropped;
    }

    /** Index of the slot where it is entered. */
    int entry() {
        return entry;
    }

    /** What stands there. */
    Instruction translated() {
        return translated;
    }
}
