package io.tombolo.core;

import io.tombolo.core.abi.Signal;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Signals that were sent and not yet taken: of standard signals at most one of a kind, of real-time signals all, in order.
 * Guarded by the lock of {@link ProcessSignals}.
 */
final class PendingSignals {
    private final ArrayDeque<SignalInfo> queue = new ArrayDeque<>();
    private long set;

    /** The signals that are pending. */
    long set() {
        return set;
    }

    /** How many are queued. */
    int size() {
        return queue.size();
    }

    /** Adds a signal; a standard signal that is pending already is not added again, unless its source waits for it. */
    void add(SignalInfo info) {
        long bit = SignalSet.of(info.signal());
        if (info.signal() < Signal.SIGRTMIN && (set & bit) != 0 && info.source() == null) {
            return;
        }
        set |= bit;
        queue.add(info);
    }

    /** Removes the next signal of a set: synchronous ones first, then the lowest number, then the oldest. */
    @Nullable
    SignalInfo take(long wanted) {
        long candidates = set & wanted;
        if (candidates == 0) {
            return null;
        }
        if ((candidates & SignalSet.SYNCHRONOUS) != 0) {
            candidates &= SignalSet.SYNCHRONOUS;
        }
        SignalInfo taken = takeOne(Long.numberOfTrailingZeros(candidates) + 1);
        if (taken == null || taken.source() == null) {
            return taken;
        }
        return taken.source().taken(taken);
    }

    private @Nullable SignalInfo takeOne(int signal) {
        SignalInfo taken = null;
        boolean more = false;
        for (Iterator<SignalInfo> each = queue.iterator(); each.hasNext() && !more; ) {
            SignalInfo info = each.next();
            if (info.signal() != signal) {
                continue;
            }
            if (taken == null) {
                taken = info;
                each.remove();
            } else {
                more = true;
            }
        }
        if (!more) {
            set &= ~SignalSet.of(signal);
        }
        return taken;
    }

    /** Removes all signals of a set. */
    void discard(long unwanted) {
        if ((set & unwanted) != 0) {
            set &= ~unwanted;
            queue.removeIf(info -> SignalSet.has(unwanted, info.signal()));
        }
    }
}
