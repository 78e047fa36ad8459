package io.tombolo.soft.internal.differential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a case did: how it ended, where, and which registers and double words of the data it changed.
 *
 * @param end how it ended
 * @param pc where, relative to the first instruction
 * @param registers slot of {@link Machine} to new value, for those that changed
 * @param memory offset in the data to new value, for those double words that changed
 */
record Outcome(End end, long pc, Map<Integer, Long> registers, Map<Integer, Long> memory) {
    /** How a case ends. */
    enum End {
        /** It ran into a breakpoint. */
        DONE,
        /** An instruction is undefined. */
        UNDEFINED,
        /** A page may not be accessed. */
        PAGE,
        /** An address is misaligned. */
        ALIGNMENT
    }

    private static final End[] ENDS = End.values();

    /** Compares two states. */
    static Map<Integer, Long> changes(long[] before, long[] after) {
        Map<Integer, Long> changes = new TreeMap<>();
        for (int i = 0; i < before.length; i++) {
            if (before[i] != after[i]) {
                changes.put(i, after[i]);
            }
        }
        return changes;
    }

    @SuppressWarnings("EnumOrdinal") // Bytes of a file that is made anew whenever the constants change.
    void write(DataOutput out) throws IOException {
        out.writeByte(end.ordinal());
        out.writeLong(pc);
        out.writeByte(registers.size());
        for (Map.Entry<Integer, Long> change : registers.entrySet()) {
            out.writeByte(change.getKey());
            out.writeLong(change.getValue());
        }
        out.writeByte(memory.size());
        for (Map.Entry<Integer, Long> change : memory.entrySet()) {
            out.writeShort(change.getKey());
            out.writeLong(change.getValue());
        }
    }

    static Outcome read(DataInput in) throws IOException {
        End end = ENDS[in.readByte()];
        long pc = in.readLong();
        Map<Integer, Long> registers = new TreeMap<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            registers.put(in.readUnsignedByte(), in.readLong());
        }
        Map<Integer, Long> memory = new TreeMap<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            memory.put(in.readUnsignedShort(), in.readLong());
        }
        return new Outcome(end, pc, registers, memory);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(end + " at +" + pc);
        registers.forEach((slot, value) -> text.append(String.format(" %s=%016x", Machine.name(slot), value)));
        memory.forEach((offset, value) -> text.append(String.format(" [%x]=%016x", offset, value)));
        return text.toString();
    }
}
