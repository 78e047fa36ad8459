package io.tombolo.it;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a script that fails shorter: leaves out runs of lines as long as what remains still fails, first long runs, then single
 * lines. Candidates are tried many at a time, because a trial of one costs nearly as much as a trial of fifty.
 */
final class ScriptShrinker {
    /** Plays candidates. */
    interface Trial {
        /** Whether each of some scripts fails. */
        List<Boolean> fails(List<List<String>> scripts) throws Exception;
    }

    private final Trial trial;

    ScriptShrinker(Trial trial) {
        this.trial = trial;
    }

    /** The shortest script found; no line of it can be left out alone. */
    List<String> shrink(List<String> failing) throws Exception {
        List<String> script = failing;
        int run = Math.max(1, script.size() / 4);
        while (true) {
            List<String> shorter = withoutRuns(script, run);
            if (shorter.size() < script.size()) {
                script = shorter;
            } else if (run == 1) {
                return script;
            }
            run = Math.max(1, Math.min(run / 2, script.size() / 2));
        }
    }

    /** Leaves out as many runs at once as can be, of those that can be left out alone. */
    private List<String> withoutRuns(List<String> script, int run) throws Exception {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < script.size(); start += run) {
            starts.add(start);
        }
        List<Boolean> alone = trial.fails(starts.stream()
                .map(start -> without(script, List.of(start), run))
                .toList());
        List<Integer> superfluous = new ArrayList<>();
        for (int index = 0; index < starts.size(); index++) {
            if (alone.get(index)) {
                superfluous.add(starts.get(index));
            }
        }
        List<List<String>> together = new ArrayList<>();
        for (int count = superfluous.size(); count > 0; count = count == 1 ? 0 : (count + 1) / 2) {
            together.add(without(script, superfluous.subList(0, count), run));
        }
        int best = together.isEmpty() ? -1 : trial.fails(together).indexOf(true);
        return best < 0 ? script : together.get(best);
    }

    private static List<String> without(List<String> script, List<Integer> starts, int run) {
        List<String> rest = new ArrayList<>();
        for (int line = 0; line < script.size(); line++) {
            if (!starts.contains(line / run * run)) {
                rest.add(script.get(line));
            }
        }
        return rest;
    }
}
