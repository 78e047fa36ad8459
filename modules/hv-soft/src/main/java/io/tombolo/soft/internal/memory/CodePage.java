package io.tombolo.soft.internal.memory;

import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import java.util.Arrays;

/**
 * The decoded instructions of one host page, shared by all processors of the engine. Slots are filled as they are executed and reset
 * when the memory beneath has changed. Thread-safe: a slot holds either the mark for "not decoded" or an immutable instruction.
 */
public final class CodePage {
    /** Instructions in a page. */
    public static final int INSTRUCTIONS = PageMap.PAGE_SIZE / Integer.BYTES;

    private static final Instruction UNDECODED = Instruction.plain(Operation.UNDECODED, 0);
    private static final Instruction PAGE_END = Instruction.plain(Operation.PAGE_END, 0);

    private final long host;
    /** Whether anything was ever decoded: comparing an untouched page would cost time at every start of a program. */
    private volatile boolean used;

    private final Instruction[] slots = new Instruction[INSTRUCTIONS + 1];

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

    /** Resets the slots from one offset to another, in bytes, whose instruction differs from memory. */
    void verify(int from, int to) {
        HostAccess.fullFence();
        if (!used) {
            return;
        }
        for (int index = from / Integer.BYTES; index < to / Integer.BYTES; index++) {
            Instruction instruction = slots[index];
            if (instruction != UNDECODED
                    && instruction.word != (int) HostAccess.get32(host + (long) index * Integer.BYTES)) {
                slots[index] = UNDECODED;
            }
        }
    }
}
