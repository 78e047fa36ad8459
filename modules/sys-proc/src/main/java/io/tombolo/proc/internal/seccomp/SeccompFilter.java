package io.tombolo.proc.internal.seccomp;

import io.tombolo.core.abi.Seccomp;
import org.jspecify.annotations.Nullable;

/** A filter and those that were in force before it. Immutable; tasks share the tail of the chain. */
final class SeccompFilter {
    private static final int MOST_INSTRUCTIONS = 1 << 15;

    private final FilterProgram program;
    private final @Nullable SeccompFilter former;

    /**
     * Adds a filter.
     *
     * @param program what it asks
     * @param former the older filters
     */
    SeccompFilter(FilterProgram program, @Nullable SeccompFilter former) {
        this.program = program;
        this.former = former;
    }

    /** The answer of the strictest filter; of equal ones the newest's data. */
    int run(int[] data) {
        int strictest = Seccomp.SECCOMP_RET_ALLOW;
        for (SeccompFilter filter = this; filter != null; filter = filter.former) {
            int answer = filter.program.run(data);
            if (action(answer) < action(strictest)) {
                strictest = answer;
            }
        }
        return strictest;
    }

    /** The action of an answer; as signed numbers the strictest is the lowest. */
    static int action(int answer) {
        return answer & Seccomp.SECCOMP_RET_ACTION_FULL;
    }

    /** Whether a filter is this one or one of the older ones. */
    boolean descendsFrom(@Nullable SeccompFilter other) {
        for (SeccompFilter filter = this; filter != null; filter = filter.former) {
            if (filter == other) {
                return true;
            }
        }
        return other == null;
    }

    /** Whether the chain is as long as Linux allows ({@code MAX_INSNS_PER_PATH}). */
    boolean tooLong(int more) {
        int count = more;
        for (SeccompFilter filter = this; filter != null; filter = filter.former) {
            count += filter.program.length() + 4;
        }
        return count > MOST_INSTRUCTIONS;
    }
}
