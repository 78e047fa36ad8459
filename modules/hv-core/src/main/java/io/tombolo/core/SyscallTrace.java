package io.tombolo.core;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.SyscallNumbers;
import io.tombolo.core.internal.trace.CallFormatter;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallInterceptor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Traces system calls as strace does, a line for each: {@code 12 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3 <0.000034>}.
 * A line is written when the call has ended, so lines of several tasks never mix; calls that end the task are written
 * when they begin, with {@code ?} for a result.
 *
 * <p>Each line is one {@link OutputStream#write(byte[])}, from the task's thread. The stream must take writes of several
 * threads, and remains the caller's to flush and close; when it fails, the trace ends and the guest goes on.
 */
public final class SyscallTrace implements SyscallInterceptor {
    private final Architecture architecture;
    private final CallFormatter formatter;
    private final OutputStream out;
    private final Map<Task, CallFormatter.Call> inProgress = new ConcurrentHashMap<>();
    private volatile boolean broken;

    /**
     * A trace of guests of one architecture.
     *
     * @param out where the lines go
     */
    public SyscallTrace(Architecture architecture, OutputStream out) {
        this.architecture = architecture;
        this.formatter = new CallFormatter(architecture);
        this.out = out;
    }

    @Override
    public long before(Task task, int number, @Nullable SyscallDescriptor descriptor) {
        String name = descriptor == null ? nameOf(number) : descriptor.name();
        CallFormatter.Call call = formatter.enter(task.cpu().registers(), task.guest(), name, descriptor);
        if (name.equals("exit") || name.equals("exit_group")) {
            writeAbandoned(task, call);
        } else {
            inProgress.put(task, call);
        }
        return PROCEED;
    }

    private String nameOf(int number) {
        return SyscallNumbers.of(architecture).name(number).orElse("syscall_" + number);
    }

    @Override
    public void after(Task task, int number, @Nullable SyscallDescriptor descriptor, long result, long nanoseconds) {
        CallFormatter.Call call = inProgress.remove(task);
        if (call == null) {
            return;
        }
        StringBuilder line = start(task);
        formatter.leave(task.guest(), call, result, line);
        line.append(" = ");
        formatter.result(call, result, line);
        line.append(
                String.format(Locale.ROOT, " <%d.%06d>", nanoseconds / 1_000_000_000, nanoseconds / 1000 % 1_000_000));
        write(line);
    }

    @Override
    public void exited(Task task, int status) {
        CallFormatter.Call call = inProgress.remove(task);
        if (call != null) {
            writeAbandoned(task, call);
        }
        int signal = status & 0x7F;
        StringBuilder line = start(task);
        if (signal == 0) {
            line.append("+++ exited with ").append(status >> 8 & 0xFF).append(" +++");
        } else {
            line.append("+++ killed by ").append(Signal.name(signal)).append(" +++");
        }
        write(line);
    }

    @Override
    public void signalled(Task task, int signal) {
        write(start(task).append("--- ").append(Signal.name(signal)).append(" ---"));
    }

    private void writeAbandoned(Task task, CallFormatter.Call call) {
        StringBuilder line = start(task);
        formatter.abandon(task.guest(), call, line);
        write(line.append(" = ?"));
    }

    private static StringBuilder start(Task task) {
        return new StringBuilder(120).append(task.tid()).append(' ');
    }

    private void write(StringBuilder line) {
        if (broken) {
            return;
        }
        try {
            out.write(line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException | UncheckedIOException failure) {
            broken = true;
        }
    }
}
