package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.GuestTrap.Access;
import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.CodeCache;
import io.tombolo.soft.internal.memory.CodePage;
import io.tombolo.soft.internal.memory.PageMap;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A processor's own small cache from guest page to decoded instructions. A hit is valid only while the page map's entry is what it was,
 * so whatever unmaps, replaces or protects a page takes effect at the next fetch.
 */
final class Fetcher {
    private static final int LINES = 512;

    private final CodeCache code;
    private final long[] numbers = new long[LINES];
    private final long[] entries = new long[LINES];
    private final @Nullable CodePage[] pages = new CodePage[LINES];
    private int epoch;
    private @Nullable CodePage current;

    Fetcher(CodeCache code) {
        this.code = code;
    }

    /**
     * The decoded instructions of the page of an address. A fetch ends with the page that it returned being current.
     *
     * @throws GuestTrap if the address is misaligned or may not be executed
     */
    Instruction[] fetch(PageMap map, long pc) {
        long number = pc >>> PageMap.PAGE_SHIFT;
        int line = (int) number & LINES - 1;
        CodePage page = pages[line];
        if (page != null
                && numbers[line] == number
                && entries[line] == map.entryOfPage(number)
                && code.epoch() == epoch
                && (pc & 3) == 0) {
            current = page;
            return page.slots();
        }
        return fetchAnew(map, pc, line).slots();
    }

    private CodePage fetchAnew(PageMap map, long pc, int line) {
        if ((pc & 3) != 0) {
            throw GuestTrap.alignment(Access.EXECUTE, pc);
        }
        if (epoch != code.epoch()) {
            epoch = code.epoch();
            Arrays.fill(pages, null);
        }
        CodePage page = code.fetch(map, pc);
        if (page == null) {
            throw GuestTrap.page(Access.EXECUTE, pc);
        }
        long number = pc >>> PageMap.PAGE_SHIFT;
        long entry = map.entryOfPage(number);
        // The entry may have changed since the page was found: then the next fetch looks again.
        boolean same = (entry & PageMap.EXECUTE) != 0 && page.isAt(PageMap.hostPage(number, entry));
        numbers[line] = number;
        entries[line] = entry;
        pages[line] = same ? page : null;
        current = page;
        return page;
    }

    /** The page fetched last. */
    CodePage page() {
        return Objects.requireNonNull(current);
    }

    /** The translation that starts at an address, unless there is none, the page must be fetched anew, or its surroundings have changed. */
    @Nullable
    Translation translation(PageMap map, long pc) {
        long number = pc >>> PageMap.PAGE_SHIFT;
        int line = (int) number & LINES - 1;
        CodePage page = pages[line];
        if (page != null
                && numbers[line] == number
                && entries[line] == map.entryOfPage(number)
                && code.epoch() == epoch
                && (pc & 3) == 0) {
            Instruction instruction = page.slots()[(int) (pc & PageMap.PAGE_MASK) >>> 2];
            return instruction.op == Operation.TRANSLATED && ((TranslatedInstruction) instruction).isMapped(map, pc)
                    ? ((TranslatedInstruction) instruction).translation()
                    : null;
        }
        return null;
    }

    /** The page of an address, null if it may not be executed; it does not become current. */
    @Nullable
    CodePage peek(PageMap map, long address) {
        return code.fetch(map, address);
    }

    /** Decodes an instruction of the page fetched last. */
    void decode(Decoder decoder, int index) {
        Objects.requireNonNull(current).decode(decoder, index);
    }

    /** Like {@link #fetch}, but everything except the instruction itself is {@link Operation#PAUSE}. */
    Instruction[] fetchSingle(PageMap map, long pc, Decoder decoder) {
        Instruction[] slots = fetch(map, pc);
        int index = (int) (pc & PageMap.PAGE_MASK) >>> 2;
        if (slots[index].op == Operation.UNDECODED) {
            decode(decoder, index);
        }
        Instruction[] single = new Instruction[slots.length];
        Arrays.fill(single, Instruction.plain(Operation.PAUSE, 0));
        single[index] = slots[index].original();
        return single;
    }
}
