package io.tombolo.soft.internal.differential;

import io.tombolo.soft.internal.decode.Encoding;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.GeneralOpcode;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records the reference's results. Run by {@code src/recorder/record}: arguments are the emulator, the recorder's guest half, and the directory of the
 * recordings.
 *
 * <p>Most rows are recorded on a Cortex-A72, which is Armv8.0 with CRC32 and cryptography, so that it does not accept more than this engine; those of
 * later extensions on everything that the emulator has.
 */
final class Recorder {
    private static final String BASELINE = "cortex-a72";
    private static final String EVERYTHING = "max,pauth=off,sve=off";
    private static final int ALLOCATION_WORDS = 120_000;

    private Recorder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String emulator = arguments[0];
        String runner = arguments[1];
        Path directory = Path.of(arguments[2]);
        Reference baseline = new Reference(List.of(emulator, "-cpu", BASELINE, runner));
        Reference everything = new Reference(List.of(emulator, "-cpu", EVERYTHING, runner));
        recordResults(baseline, everything, directory.resolve(Recording.RESULTS));
        recordAllocation(baseline, directory.resolve(Recording.ALLOCATION));
    }

    private static void recordResults(Reference baseline, Reference everything, Path file)
            throws IOException, InterruptedException {
        Set<String> later = laterThanBaseline().stream().map(CaseSource::name).collect(Collectors.toSet());
        Map<String, List<TestCase>> blocks = new CaseSource().blocks();
        Map<String, List<Recording.Entry>> recorded = new LinkedHashMap<>();
        for (boolean extended : new boolean[] {false, true}) {
            List<TestCase> cases = new ArrayList<>();
            blocks.forEach((name, block) -> {
                if (later.contains(name) == extended) {
                    cases.addAll(block);
                }
            });
            List<Outcome> outcomes = (extended ? everything : baseline).run(cases);
            int at = 0;
            for (Map.Entry<String, List<TestCase>> block : blocks.entrySet()) {
                if (later.contains(block.getKey()) == extended) {
                    List<Recording.Entry> entries = new ArrayList<>();
                    for (TestCase test : block.getValue()) {
                        entries.add(new Recording.Entry(test, outcomes.get(at++)));
                    }
                    recorded.put(block.getKey(), entries);
                }
            }
        }
        Recording.write(Files.newOutputStream(file), recorded);
    }

    /** Whether an instruction belongs to an extension that the baseline processor does not have. */
    static boolean isLaterThanBaseline(int word) {
        return laterThanBaseline().stream().anyMatch(row -> row.pattern().matches(word));
    }

    /** The rows of extensions that the baseline processor does not have. */
    static Set<Encoding> laterThanBaseline() {
        return Stream.concat(
                        Stream.of(
                                FpSimdOpcode.SDOT,
                                FpSimdOpcode.UDOT,
                                FpSimdOpcode.SDOT_ELEMENT,
                                FpSimdOpcode.UDOT_ELEMENT),
                        Stream.of(GeneralOpcode.values())
                                .filter(row -> row == GeneralOpcode.CAS
                                        || row == GeneralOpcode.CASP
                                        || (row.compareTo(GeneralOpcode.LDADD) >= 0
                                                && row.compareTo(GeneralOpcode.LDAPR) <= 0)))
                .collect(Collectors.toSet());
    }

    /** Records for words of all encodings whether they are allocated. System instructions and exceptions are not tried: they depend on more than the word. */
    private static void recordAllocation(Reference baseline, Path file) throws IOException, InterruptedException {
        Randomness random = new Randomness(8072);
        List<TestCase> cases = new ArrayList<>();
        while (cases.size() < ALLOCATION_WORDS) {
            int word = (int) random.next();
            if (random.oneIn(2)) {
                // Scalar floating point and Advanced SIMD, the crowded part.
                word = (word & 0x7fff_ffff) | 0x0e00_0000;
            }
            boolean system = (word & 0xfe00_0000) == 0xd400_0000;
            if (!system) {
                cases.add(new TestCase(new int[] {word}, 0));
            }
        }
        List<Outcome> outcomes = baseline.run(cases);
        try (DataOutputStream out = Recording.compress(Files.newOutputStream(file))) {
            out.writeInt(cases.size());
            for (int i = 0; i < cases.size(); i++) {
                out.writeInt(cases.get(i).words()[0]);
                out.writeBoolean(outcomes.get(i).end() != Outcome.End.UNDEFINED);
            }
        }
    }
}
