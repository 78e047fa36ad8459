package io.tombolo.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tests a property with many random sequences. A sequence that breaks it is shrunk by leaving out halves, quarters and so on down to single
 * elements, and the failure tells the seed and what is left.
 *
 * {@snippet :
 * Property.of(random -> Property.list(random, 40, this::anyOperation))
 *         .runs(1000)
 *         .check(operations -> assertEquals(model(operations), real(operations)));
 * }
 *
 * <p>The seed is fixed unless the system property {@code tombolo.seed} gives another one, or {@link #seed} does: a build that fails fails again.
 * {@code tombolo.runs} multiplies the number of runs, for long searches.
 *
 * @param <T> the type of the elements
 */
public final class Property<T> {
    private static final long DEFAULT_SEED = 20_260_101;
    private static final int MOST_ATTEMPTS = 2000;

    private final Function<RandomGenerator, List<T>> generator;
    private final long seed;
    private final int runs;

    private Property(Function<RandomGenerator, List<T>> generator, long seed, int runs) {
        this.generator = generator;
        this.seed = seed;
        this.runs = runs;
    }

    /** What must hold for every sequence; throws if it does not. */
    @FunctionalInterface
    public interface Check<T> {
        /** Tests one sequence from a fresh start: it is called again with parts of it. */
        void check(List<T> sequence) throws Exception;
    }

    /** {@return a property of the sequences that a generator makes; 100 runs} */
    public static <T> Property<T> of(Function<RandomGenerator, List<T>> generator) {
        return new Property<>(generator, Long.getLong("tombolo.seed", DEFAULT_SEED), 100);
    }

    /** {@return a list of up to {@code most} random elements} */
    public static <T> List<T> list(RandomGenerator random, int most, Function<RandomGenerator, T> element) {
        int size = random.nextInt(most + 1);
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(element.apply(random));
        }
        return list;
    }

    /** {@return the same property with another number of runs} */
    public Property<T> runs(int count) {
        return new Property<>(generator, seed, count);
    }

    /** {@return the same property from another seed} */
    public Property<T> seed(long value) {
        return new Property<>(generator, value, runs);
    }

    /**
     * Runs the check.
     *
     * @throws AssertionError with the seed, the run and the shrunk sequence; its cause is what the check threw for it
     */
    public void check(Check<T> check) {
        int count = runs * Integer.getInteger("tombolo.runs", 1);
        for (int run = 0; run < count; run++) {
            List<T> sequence = List.copyOf(generator.apply(new Random(seed + run)));
            Throwable failure = failure(check, sequence);
            if (failure != null) {
                throw shrunk(check, sequence, failure, seed + run);
            }
        }
    }

    private static <T> @Nullable Throwable failure(Check<T> check, List<T> sequence) {
        try {
            check.check(sequence);
            return null;
        } catch (Exception | AssertionError failure) {
            return failure;
        }
    }

    private static <T> AssertionError shrunk(Check<T> check, List<T> sequence, Throwable failure, long seed) {
        List<T> smallest = sequence;
        Throwable cause = failure;
        int attempts = 0;
        int piece = Math.max(1, sequence.size() / 2);
        while (attempts < MOST_ATTEMPTS) {
            boolean smaller = false;
            for (int from = 0; from < smallest.size() && attempts < MOST_ATTEMPTS; ) {
                List<T> candidate = without(smallest, from, piece);
                Throwable again = failure(check, candidate);
                attempts++;
                if (again != null) {
                    smallest = candidate;
                    cause = again;
                    smaller = true;
                } else {
                    from += piece;
                }
            }
            // A piece that could not be left out before may be superfluous once another one has gone.
            if (piece > 1) {
                piece /= 2;
            } else if (!smaller) {
                break;
            }
        }
        return new AssertionError(message(smallest, sequence.size(), cause, seed), cause);
    }

    private static <T> List<T> without(List<T> sequence, int from, int piece) {
        List<T> rest = new ArrayList<>(sequence.subList(0, from));
        rest.addAll(sequence.subList(Math.min(sequence.size(), from + piece), sequence.size()));
        return List.copyOf(rest);
    }

    private static <T> String message(List<T> smallest, int size, Throwable cause, long seed) {
        StringBuilder text = new StringBuilder("fails with seed ")
                .append(seed)
                .append(" (-Dtombolo.seed=")
                .append(seed);
        text.append("), shrunk from ")
                .append(size)
                .append(" to ")
                .append(smallest.size())
                .append(" elements:");
        for (T element : smallest) {
            text.append("\n  ").append(element);
        }
        return text.append("\n").append(cause).toString();
    }
}
