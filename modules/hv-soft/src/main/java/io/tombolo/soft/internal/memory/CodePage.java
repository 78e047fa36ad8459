package io.tombolo.soft.internal.memory;

import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decoded instructions of one host page, shared by all processors of the engine. Slots are filled as they are executed and reset
 * when the memory beneath has changed. Thread-safe: a slot holds either the mark for "not decoded" or an immutable instruction.
 *
 * <p>A slot may hold the entry of a translation, which may cover instructions of other pages, too. If any instruction of a page changes,
 * all translations that cover something of it go: the installation looks at every slot it covers under the lock that the removal takes
 * after resetting slots. Never two pages' locks are held at once; a translation that is dropped in the middle of its installation says so.
 */
public final class CodePage {
    /** Instructions in a page. */
    public static final int INSTRUCTIONS = PageMap.PAGE_SIZE / Integer.BYTES;

    /** Targets that are remembered of one indirect branch. */
    private static final int MOST_TARGETS = 32;

    private static final int[] NOWHERE = {};

    private static final Instruction UNDECODED = Instruction.plain(Operation.UNDECODED, 0);
    private static final Instruction PAGE_END = Instruction.plain(Operation.PAGE_END, 0);

    private final long host;
    /** Whether anything was ever decoded: comparing an untouched page would cost time at every start of a program. */
    private volatile boolean used;

    private final Instruction[] slots = new Instruction[INSTRUCTIONS + 1];
    private final short[] heat = new short[INSTRUCTIONS];
    /** Where indirect branches went within the page, by their index. Racy, like the heat. */
    private volatile int @Nullable [][] targets;
    /** Translations that are entered in other pages and cover instructions of this one; under this page's lock. */
    private final List<InstalledCode> dependents = new ArrayList<>();
    /** How often translations were dropped; under this page's lock, like their installation. */
    private int drops;

    /** An empty page over host memory, which must stay mapped while guest code can run there. */
    CodePage(long host) {
        this.host = host;
        Arrays.fill(slots, UNDECODED);
        slots[INSTRUCTIONS] = PAGE_END;
    }

    /** Whether this is the page at a host address. */
    public boolean isAt(long address) {
        return host == address;
    }

    /** The instructions in order, ended by {@link Operation#PAGE_END}; those of {@link Operation#UNDECODED} are to be {@link #decode}d. */
    public Instruction[] slots() {
        return slots;
    }

    /** How often control came to each instruction by a backward branch or from another page. Racy: some counts may be lost. */
    public short[] heat() {
        return heat;
    }

    /** Remembers that an indirect branch went to an instruction of this page. */
    public void branched(int index, int target) {
        int[][] all = targets;
        if (all == null) {
            all = new int[INSTRUCTIONS][];
            Arrays.fill(all, NOWHERE);
            targets = all;
        }
        int[] known = all[index];
        for (int other : known) {
            if (other == target) {
                return;
            }
        }
        if (known.length < MOST_TARGETS) {
            int[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = target;
            all[index] = more;
        }
    }

    /** Where an indirect branch went within this page, as far as is known. */
    public int[] targets(int index) {
        int[][] all = targets;
        return all == null ? NOWHERE : all[index];
    }

    /** Whether a translation begins at an instruction, or has been asked for there. */
    public boolean isEntry(int index) {
        return slots[index].op == Operation.TRANSLATED || heat[index] < 0;
    }

    /** How often code of this page changed after it had been translated. */
    public synchronized int drops() {
        return drops;
    }

    /**
     * Notes that a translation that is entered elsewhere covers instructions of this page, unless they have changed.
     *
     * @param covered the translated instructions, null where none
     * @param from index in there of this page's first instruction
     */
    synchronized boolean depend(InstalledCode code, @Nullable Instruction[] covered, int from) {
        if (!agrees(covered, from)) {
            return false;
        }
        dependents.add(code);
        return true;
    }

    /** Puts the entry of a translation in its slot, unless an instruction has changed; tells whether it stands there now. */
    synchronized boolean enter(InstalledCode code, @Nullable Instruction[] covered, int from) {
        if (code.isDropped() || !agrees(covered, from)) {
            return false;
        }
        slots[code.entry()] = code.translated();
        return true;
    }

    /** Takes the entry of a translation away, if it still stands there. */
    synchronized void leave(InstalledCode code) {
        if (slots[code.entry()].equals(code.translated())) {
            slots[code.entry()] = code.translated().original();
            heat[code.entry()] = 0;
            drops++;
        }
    }

    private boolean agrees(@Nullable Instruction[] covered, int from) {
        for (int index = 0; index < INSTRUCTIONS; index++) {
            Instruction instruction = covered[from + index];
            if (instruction != null
                    && (slots[index].op == Operation.UNDECODED || slots[index].word != instruction.word)) {
                return false;
            }
        }
        return true;
    }

    /** Takes every translation away that is entered here; those that only cover something of this page are answered. Null if there was none. */
    private synchronized @Nullable List<InstalledCode> dropTranslations() {
        boolean dropped = false;
        for (int index = 0; index < INSTRUCTIONS; index++) {
            if (slots[index].op == Operation.TRANSLATED) {
                slots[index] = slots[index].original();
                dropped = true;
            }
        }
        drops += dropped ? 1 : 0;
        Arrays.fill(heat, (short) 0);
        List<InstalledCode> others = List.copyOf(dependents);
        dependents.clear();
        return dropped || !others.isEmpty() ? others : null;
    }

    /** Decodes a slot. If the word changes meanwhile, the newer one is decoded. */
    public Instruction decode(Decoder decoder, int index) {
        long address = host + (long) index * Integer.BYTES;
        used = true;
        int word = (int) HostAccess.get32(address);
        while (true) {
            Instruction instruction = decoder.decode(word);
            slots[index] = instruction;
            // A line may be invalidated by another processor between our reading the word and our filling the slot.
            HostAccess.fullFence();
            int now = (int) HostAccess.get32(address);
            if (now == word) {
                return instruction;
            }
            word = now;
        }
    }

    /** Resets the slots from one offset to another, in bytes, whose instruction differs from memory; tells whether translations went. */
    boolean verify(int from, int to) {
        HostAccess.fullFence();
        if (!used) {
            return false;
        }
        boolean changed = false;
        for (int index = from / Integer.BYTES; index < to / Integer.BYTES; index++) {
            Instruction instruction = slots[index];
            if (instruction.op != Operation.UNDECODED
                    && instruction.word != (int) HostAccess.get32(host + (long) index * Integer.BYTES)) {
                slots[index] = UNDECODED;
                changed = true;
            }
        }
        return changed && drop();
    }

    private boolean drop() {
        List<InstalledCode> others = dropTranslations();
        if (others == null) {
            return false;
        }
        others.forEach(InstalledCode::drop);
        return true;
    }
}
