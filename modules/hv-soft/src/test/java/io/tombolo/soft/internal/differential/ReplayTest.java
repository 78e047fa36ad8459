package io.tombolo.soft.internal.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.decode.Operation;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The engine does what the reference did, instruction by instruction. */
class ReplayTest {
    private static final int SHOWN = 5;
    private static final int SAMPLE = 16;

    @TestFactory
    Stream<DynamicTest> everyRowDoesWhatTheReferenceDid() throws IOException {
        return Recording.read().entrySet().stream()
                .map(block -> DynamicTest.dynamicTest(block.getKey(), () -> replay(block.getValue(), false)));
    }

    @TestFactory
    Stream<DynamicTest> everyRowDoesSoTranslated() throws IOException {
        return Recording.read().entrySet().stream()
                .map(block -> DynamicTest.dynamicTest(block.getKey(), () -> replay(sample(block.getValue()), true)));
    }

    /** Some of the cases, as each costs the making of a class; all if the property {@code tombolo.replay.all} is set. */
    private static List<Recording.Entry> sample(List<Recording.Entry> entries) {
        return Boolean.getBoolean("tombolo.replay.all")
                ? entries
                : IntStream.range(0, entries.size())
                        .filter(i -> i % SAMPLE == 0)
                        .mapToObj(entries::get)
                        .toList();
    }

    private static void replay(List<Recording.Entry> entries, boolean translated) {
        List<String> differences = new ArrayList<>();
        try (TestMachine machine = new TestMachine(translated)) {
            for (Recording.Entry entry : entries) {
                Outcome outcome = machine.run(entry.test());
                if (!outcome.equals(entry.outcome())) {
                    differences.add(entry.test() + Differences.describe(entry.test(), entry.outcome(), outcome));
                }
            }
        }
        if (!differences.isEmpty()) {
            fail(differences.size() + " of " + entries.size() + " differ, first ones:\n"
                    + differences.stream().limit(SHOWN).collect(Collectors.joining("\n")));
        }
    }

    @Test
    void everyRowIsExercised() throws IOException {
        Map<String, List<Recording.Entry>> blocks = Recording.read();
        Set<String> idle = new TreeSet<>();
        CaseSource.rows().forEach(row -> {
            long done = blocks.getOrDefault(CaseSource.name(row), List.of()).stream()
                    .filter(entry -> entry.outcome().end() != Outcome.End.UNDEFINED)
                    .count();
            if (done < 10) {
                idle.add(CaseSource.name(row) + " " + done);
            }
        });
        assertEquals(Set.of("GeneralOpcode.SVC 0"), idle, "rows that the recordings do not exercise");
    }

    @Test
    void exactlyTheAllocatedEncodingsAreDecoded() throws IOException {
        Decoder decoder = new Decoder();
        Set<String> later = new TreeSet<>();
        List<String> differences = new ArrayList<>();
        try (DataInputStream in = Recording.open(Recording.ALLOCATION)) {
            for (int left = in.readInt(); left > 0; left--) {
                int word = in.readInt();
                boolean allocated = in.readBoolean();
                boolean decoded = decoder.decode(word).op != Operation.UNDEFINED;
                if (decoded && !allocated && Recorder.isLaterThanBaseline(word)) {
                    later.add(Integer.toHexString(word));
                } else if (decoded != allocated) {
                    differences.add(String.format(
                            "%08x %s",
                            word, decoded ? "is decoded, but unallocated" : "is allocated, but not decoded"));
                }
            }
        }
        assertEquals(List.of(), differences);
        assertTrue(!later.isEmpty(), "the sample reaches the extensions");
    }
}
