package io.tombolo.core.internal.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTableTest {
    @Test
    void theTableHasTheFormOfStrace() {
        CallCounter read = new CallCounter();
        read.add(1_000_000, false);
        read.add(2_000_000, true);
        CallCounter openat = new CallCounter();
        openat.add(9_000_000, false);

        assertEquals("""
                % time     seconds  usecs/call     calls    errors syscall
                ------ ----------- ----------- --------- --------- ----------------
                 75.00    0.009000        9000         1           openat
                 25.00    0.003000        1500         2         1 read
                ------ ----------- ----------- --------- --------- ----------------
                100.00    0.012000        4000         3         1 total
                """, StatisticsTable.of(List.of(read.row("read"), openat.row("openat"))));
    }

    @Test
    void aTableOfNothingHasZeros() {
        assertEquals(
                "  0.00    0.000000           0         0           total",
                StatisticsTable.of(List.of()).lines().reduce("", (first, last) -> last));
    }
}
