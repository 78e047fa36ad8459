package io.tombolo.soft.internal.differential;

import io.tombolo.soft.internal.decode.Disassembler;
import java.util.Map;
import java.util.TreeSet;

/** Says how an outcome differs from the expected one. */
final class Differences {
    private Differences() {}

    static String describe(TestCase test, Outcome expected, Outcome actual) {
        StringBuilder text = new StringBuilder();
        if (expected.end() != actual.end() || expected.pc() != actual.pc()) {
            text.append(" ends ").append(actual.end()).append(" at +").append(actual.pc());
            text.append(" instead of ").append(expected.end()).append(" at +").append(expected.pc());
        }
        long[] before = test.machine().values;
        compare(text, expected.registers(), actual.registers(), before);
        if (!expected.memory().equals(actual.memory())) {
            text.append(" memory ")
                    .append(hex(actual.memory()))
                    .append(" instead of ")
                    .append(hex(expected.memory()));
        }
        Disassembler disassembler = new Disassembler();
        long address = Machine.ENTRY;
        for (int instruction : test.words()) {
            text.append("\n    ").append(disassembler.disassemble(instruction, address));
            address += 4;
        }
        int word = test.words()[0];
        text.append("\n    from");
        for (int field : new int[] {0, 5, 10, 16}) {
            int register = word >>> field & 31;
            int slot = Machine.VECTORS + 2 * register;
            text.append(String.format(
                    " x%d=%016x v%d=%016x:%016x",
                    register, before[register], register, before[slot + 1], before[slot]));
        }
        text.append(String.format(
                " fpcr=%08x fpsr=%08x nzcv=%08x", before[Machine.FPCR], before[Machine.FPSR], before[Machine.NZCV]));
        return text.toString();
    }

    private static void compare(
            StringBuilder text, Map<Integer, Long> expected, Map<Integer, Long> actual, long[] before) {
        TreeSet<Integer> slots = new TreeSet<>(expected.keySet());
        slots.addAll(actual.keySet());
        for (int slot : slots) {
            long is = actual.getOrDefault(slot, before[slot]);
            long wanted = expected.getOrDefault(slot, before[slot]);
            if (is != wanted) {
                text.append(String.format(" %s=%016x instead of %016x", Machine.name(slot), is, wanted));
            }
        }
    }

    private static String hex(Map<Integer, Long> memory) {
        StringBuilder text = new StringBuilder();
        memory.forEach((offset, value) -> text.append(String.format("[%x]=%016x ", offset, value)));
        return text.toString();
    }
}
