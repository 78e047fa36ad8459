package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScriptShrinkerTest {
    private int trials;

    private List<String> shrink(List<String> script, List<String> guilty) throws Exception {
        return new ScriptShrinker(candidates -> {
                    trials++;
                    return candidates.stream()
                            .map(candidate -> candidate.containsAll(guilty))
                            .toList();
                })
                .shrink(script);
    }

    private static List<String> lines(int count) {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < count; line++) {
            lines.add("line " + line);
        }
        return lines;
    }

    @Test
    void leavesWhatFailsInItsOrder() throws Exception {
        List<String> guilty = List.of("line 3", "line 40", "line 41");
        assertEquals(guilty, shrink(lines(63), guilty));
        assertTrue(trials < 30, () -> trials + " trials for three lines of 63");
    }

    @Test
    void aScriptOfWhichAllIsNeededStays() throws Exception {
        assertEquals(lines(5), shrink(lines(5), lines(5)));
    }

    @Test
    void anySubsetIsFound() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            List<String> guilty = new ArrayList<>(lines(40));
            guilty.removeIf(line -> random.nextInt(8) != 0);
            assertEquals(guilty, shrink(lines(40), guilty), "round " + round);
        }
    }
}
