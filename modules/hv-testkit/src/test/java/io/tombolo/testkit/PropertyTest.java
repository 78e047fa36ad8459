package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyTest {
    private static final Property<Integer> NUMBERS =
            Property.of(random -> Property.list(random, 60, r -> r.nextInt(100)));

    @Test
    void aPropertyThatHoldsRunsAsOftenAsAsked() {
        List<Integer> sizes = new ArrayList<>();
        NUMBERS.runs(25).check(sequence -> sizes.add(sequence.size()));

        assertEquals(25, sizes.size());
        assertTrue(sizes.stream().distinct().count() > 5, () -> "sequences differ: " + sizes);
    }

    @Test
    void theSameSeedMakesTheSameSequences() {
        List<List<Integer>> first = new ArrayList<>();
        List<List<Integer>> second = new ArrayList<>();
        NUMBERS.seed(7).check(first::add);
        NUMBERS.seed(7).check(second::add);

        assertEquals(first, second);
    }

    @Test
    void aFailureIsShrunkToTheElementsThatMatter() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> NUMBERS.check(sequence -> {
                    long large = sequence.stream().filter(n -> n >= 50).count();
                    assertTrue(large < 3, "three large numbers");
                }));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("to 3 elements"), message);
        assertEquals(
                3, message.lines().filter(line -> line.matches("  [5-9][0-9]")).count(), message);
    }

    @Test
    void theSeedOfAFailureFailsAtOnce() {
        AssertionError failure = assertThrows(
                AssertionError.class, () -> NUMBERS.runs(1000).check(s -> assertTrue(!s.contains(42), "has 42")));
        String message = String.valueOf(failure.getMessage());
        long seed = Long.parseLong(message.replaceAll("(?s).*-Dtombolo.seed=(\\d+)\\).*", "$1"));

        assertThrows(
                AssertionError.class,
                () -> NUMBERS.seed(seed).runs(1).check(s -> assertTrue(!s.contains(42), "has 42")));
    }
}
