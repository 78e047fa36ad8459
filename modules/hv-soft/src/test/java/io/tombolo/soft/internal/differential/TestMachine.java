package io.tombolo.soft.internal.differential;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.interpret.Interpreter;
import io.tombolo.soft.internal.memory.CodeCache;
import io.tombolo.soft.internal.memory.PageMap;
import io.tombolo.soft.internal.memory.PairLocks;
import io.tombolo.soft.internal.translate.Translator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The engine's interpreter in the surroundings of the recorder's guest half: two pages of breakpoints, four of data, nothing else. */
final class TestMachine implements AutoCloseable {
    private static final int BREAKPOINT = 0xd420_0000;
    private static final int CODE_SIZE = 2 * PageMap.PAGE_SIZE;
    private static final long CODE = Machine.ENTRY - PageMap.PAGE_SIZE;
    private static final long PAGES = (Machine.DATA + Machine.DATA_SIZE) >>> PageMap.PAGE_SHIFT;
    private static final int MAX_WORDS = 4;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment code = arena.allocate(CODE_SIZE, PageMap.PAGE_SIZE);
    private final MemorySegment data = arena.allocate(Machine.DATA_SIZE, PageMap.PAGE_SIZE);
    private final PageMap map = new PageMap(arena.allocate(8 * PAGES, 8).address(), PAGES);
    private final CpuState state = new CpuState(map);
    private final Decoder decoder = new Decoder();
    private final @Nullable Translator translator;
    private final Interpreter interpreter;

    /** A machine that interprets, or one that translates everything before it is executed. */
    TestMachine(boolean translated) {
        translator = translated ? Translator.atOnce(decoder) : null;
        interpreter = new Interpreter(state, decoder, new CodeCache(), new PairLocks(), translator);
        for (int at = 0; at < CODE_SIZE; at += 4) {
            code.set(ValueLayout.JAVA_INT, at, BREAKPOINT);
        }
        for (int i = 0; i < Machine.DATA_SIZE / 8; i++) {
            data.setAtIndex(ValueLayout.JAVA_LONG, i, Machine.pristine(i));
        }
        for (int at = 0; at < Machine.DATA_SIZE; at += PageMap.PAGE_SIZE) {
            long delta = data.address() - Machine.DATA;
            map.setEntry((Machine.DATA + at) >>> PageMap.PAGE_SHIFT, delta | PageMap.READ | PageMap.WRITE);
        }
    }

    /** Number of translations that were made. */
    int translations() {
        return translator == null ? 0 : translator.installed();
    }

    /** Runs a case. */
    Outcome run(TestCase test) {
        load(test);
        Machine before = test.machine();
        before.enter(state);
        Outcome.End end;
        try {
            int result = interpreter.execute();
            end = result == Interpreter.BREAKPOINT ? Outcome.End.DONE : Outcome.End.UNDEFINED;
        } catch (GuestTrap trap) {
            end = switch (trap.kind) {
                case PAGE -> Outcome.End.PAGE;
                case ALIGNMENT -> Outcome.End.ALIGNMENT;
                case UNDEFINED -> Outcome.End.UNDEFINED;
                case VANISHED -> throw new AssertionError("memory of the test is no file", trap);
            };
        }
        Machine after = new Machine();
        after.leave(state);
        Map<Integer, Long> memory = test.touchesMemory() ? takeMemory() : Map.of();
        return new Outcome(end, state.pc - Machine.ENTRY, Outcome.changes(before.values, after.values), memory);
    }

    private void load(TestCase test) {
        for (int i = 0; i < MAX_WORDS; i++) {
            int word = i < test.words().length ? test.words()[i] : BREAKPOINT;
            code.set(ValueLayout.JAVA_INT, Machine.ENTRY - CODE + 4L * i, word);
        }
        for (long page = CODE; page < CODE + CODE_SIZE; page += PageMap.PAGE_SIZE) {
            long entry = code.address() - CODE | PageMap.READ | PageMap.WRITE | PageMap.EXECUTE_UNVERIFIED;
            map.setEntry(page >>> PageMap.PAGE_SHIFT, entry);
        }
    }

    private Map<Integer, Long> takeMemory() {
        Map<Integer, Long> changes = new TreeMap<>();
        for (int i = 0; i < Machine.DATA_SIZE / 8; i++) {
            long value = data.getAtIndex(ValueLayout.JAVA_LONG, i);
            if (value != Machine.pristine(i)) {
                changes.put(8 * i, value);
                data.setAtIndex(ValueLayout.JAVA_LONG, i, Machine.pristine(i));
            }
        }
        return changes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
