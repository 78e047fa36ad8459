package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.CodePage;
import io.tombolo.soft.internal.memory.InstalledCode;
import io.tombolo.soft.internal.memory.PageMap;
import org.jspecify.annotations.Nullable;

/** Stands in place of the instruction where a translation is entered. */
public final class TranslatedInstruction extends Instruction {
    private final Instruction original;
    private final Translation translation;
    private final @Nullable CodePage[] pages;
    private final int own;
    private final InstalledCode installed;

    /**
     * Creates one for a translation.
     *
     * @param original the instruction at its entry
     * @param pages the pages that it covers something of, in order, null where nothing
     * @param own which of them is the one where it is entered
     * @param entry index of the entry there
     */
    public TranslatedInstruction(
            Instruction original, Translation translation, @Nullable CodePage[] pages, int own, int entry) {
        super(Operation.TRANSLATED, 0, 0, 0, 0, 0, 0, 0, original.word);
        this.original = original;
        this.translation = translation;
        this.pages = pages;
        this.own = own;
        CodePage page = pages[own];
        if (page == null) {
            throw new IllegalArgumentException("the entry's page is missing");
        }
        this.installed = new InstalledCode(pages, page, entry, this);
    }

    @Override
    public Instruction original() {
        return original;
    }

    /** The translation. */
    public Translation translation() {
        return translation;
    }

    /** Its place. */
    public InstalledCode installed() {
        return installed;
    }

    /** Whether the pages around an address at its entry are still those that it was made of; the entry's own page is. */
    boolean isMapped(PageMap map, long pc) {
        long number = (pc >>> PageMap.PAGE_SHIFT) - own;
        for (int i = 0; i < pages.length; i++) {
            CodePage page = pages[i];
            if (page != null && i != own) {
                long entry = map.entryOfPage(number + i);
                if ((entry & PageMap.EXECUTE) == 0 || !page.isAt(PageMap.hostPage(number + i, entry))) {
                    return false;
                }
            }
        }
        return true;
    }
}
