package io.tombolo.core.internal.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table that {@code strace -c} prints: the calls that took the most time first. */
public final class StatisticsTable {
    private static final String RULE = "------ ----------- ----------- --------- --------- ----------------\n";

    private StatisticsTable() {}

    /**
     * What is known of one system call.
     *
     * @param nanoseconds the wall-clock time of all calls, waiting included
     */
    public record Row(String name, long calls, long errors, long nanoseconds) {
        private double microsecondsPerCall() {
            return calls == 0 ? 0 : nanoseconds / 1000.0 / calls;
        }
    }

    /** {@return the table with a line of totals} */
    public static String of(List<Row> rows) {
        long calls = rows.stream().mapToLong(Row::calls).sum();
        long errors = rows.stream().mapToLong(Row::errors).sum();
        long time = rows.stream().mapToLong(Row::nanoseconds).sum();
        StringBuilder out = new StringBuilder();
        out.append("% time     seconds  usecs/call     calls    errors syscall\n")
                .append(RULE);
        rows.stream()
                .sorted(Comparator.comparingLong(Row::nanoseconds).reversed().thenComparing(Row::name))
                .forEach(row -> line(row, time, out));
        out.append(RULE);
        line(new Row("total", calls, errors, time), time, out);
        return out.toString();
    }

    private static void line(Row row, long time, StringBuilder out) {
        double share = time == 0 ? 0 : 100.0 * row.nanoseconds / time;
        String errors = row.errors == 0 ? "" : Long.toString(row.errors);
        out.append(String.format(
                Locale.ROOT,
                "%6.2f %11.6f %11.0f %9d %9s %s\n",
                share,
                row.nanoseconds / 1e9,
                row.microsecondsPerCall(),
                row.calls,
                errors,
                row.name));
    }
}
