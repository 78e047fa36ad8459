package io.tombolo.core;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.SyscallNumbers;
import io.tombolo.core.internal.statistics.CallCounter;
import io.tombolo.core.internal.statistics.StatisticsTable;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Counts system calls, errors and time, for the table of {@code --stats}. Takes no lock. */
public final class SyscallStatistics implements SyscallInterceptor {
    private final SyscallNumbers numbers;
    private final AtomicReferenceArray<@Nullable CallCounter> counters;
    private final CallCounter unknown = new CallCounter();

    /** Statistics of guests of one architecture. */
    public SyscallStatistics(Architecture architecture) {
        this.numbers = SyscallNumbers.of(architecture);
        this.counters = new AtomicReferenceArray<>(numbers.limit());
    }

    @Override
    public long before(Task task, int number, @Nullable SyscallDescriptor descriptor) {
        return PROCEED;
    }

    @Override
    public void after(Task task, int number, @Nullable SyscallDescriptor descriptor, long result, long nanoseconds) {
        counter(number).add(nanoseconds, Errno.isError(result));
    }

    private CallCounter counter(int number) {
        if (number < 0 || number >= counters.length()) {
            return unknown;
        }
        CallCounter counter = counters.get(number);
        if (counter == null) {
            CallCounter fresh = new CallCounter();
            counter = counters.compareAndExchange(number, null, fresh);
            return counter == null ? fresh : counter;
        }
        return counter;
    }

    /** {@return the table of all calls so far, in the form of {@code strace -c}} */
    public String table() {
        List<StatisticsTable.Row> rows = new ArrayList<>();
        for (int number = 0; number < counters.length(); number++) {
            CallCounter counter = counters.get(number);
            if (counter != null) {
                rows.add(counter.row(numbers.name(number).orElse("syscall_" + number)));
            }
        }
        StatisticsTable.Row rest = unknown.row("(unknown)");
        if (rest.calls() > 0) {
            rows.add(rest);
        }
        return StatisticsTable.of(rows);
    }
}
