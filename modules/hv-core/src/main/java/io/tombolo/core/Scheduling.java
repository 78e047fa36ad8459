package io.tombolo.core;

import io.tombolo.core.abi.Sched;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * How a task asked to be scheduled (sched(7), ioprio_set(2)). It is kept and inherited, and told to whoever asks; the host's
 * scheduler goes by its own. Immutable.
 *
 * @param policy {@code SCHED_*}
 * @param priority 1 to 99 of real-time policies, else 0
 * @param resetsOnFork whether children begin with the ordinary policy
 * @param runtime of {@code SCHED_DEADLINE}, in nanoseconds
 * @param deadline likewise
 * @param period likewise
 * @param ioPriority class and level as ioprio_set(2) encodes them; 0 for none
 * @param affinity the processors that it may run on; null for all
 */
public record Scheduling(
        int policy,
        int priority,
        boolean resetsOnFork,
        long runtime,
        long deadline,
        long period,
        int ioPriority,
        @Nullable BitSet affinity) {
    /** The ordinary policy, on all processors. */
    public static final Scheduling ORDINARY = new Scheduling(Sched.SCHED_NORMAL, 0, false, 0, 0, 0, 0, null);

    /** Another policy. */
    public Scheduling withPolicy(int newPolicy, int newPriority, boolean newReset) {
        return new Scheduling(newPolicy, newPriority, newReset, 0, 0, 0, ioPriority, affinity);
    }

    /** The policy {@code SCHED_DEADLINE}. */
    public Scheduling withDeadline(long newRuntime, long newDeadline, long newPeriod, boolean newReset) {
        return new Scheduling(
                Sched.SCHED_DEADLINE, 0, newReset, newRuntime, newDeadline, newPeriod, ioPriority, affinity);
    }

    /** Another I/O priority. */
    public Scheduling withIoPriority(int to) {
        return new Scheduling(policy, priority, resetsOnFork, runtime, deadline, period, to, affinity);
    }

    /** Other processors. */
    public Scheduling withAffinity(BitSet to) {
        return new Scheduling(policy, priority, resetsOnFork, runtime, deadline, period, ioPriority, to);
    }

    /** Whether the policy has priorities. */
    public boolean realTime() {
        return policy == Sched.SCHED_FIFO || policy == Sched.SCHED_RR;
    }

    /** What a child begins with. */
    public Scheduling fork() {
        if (!resetsOnFork) {
            return this;
        }
        int kept = realTime() || policy == Sched.SCHED_DEADLINE ? Sched.SCHED_NORMAL : policy;
        return withPolicy(kept, 0, false);
    }
}
