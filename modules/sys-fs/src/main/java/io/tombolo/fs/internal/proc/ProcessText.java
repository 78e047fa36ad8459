package io.tombolo.fs.internal.proc;

import io.tombolo.core.Family;
import io.tombolo.core.Process;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.ResourceUsage;
import io.tombolo.core.Task;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.MemoryUsage;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.ProcessMemory.ProgramLayout;
import io.tombolo.core.spi.TraceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one-line and binary files of {@code /proc/PID} (proc(5)). One character is one byte. A process without tasks is a
 * zombie: what needs its memory is empty.
 */
public final class ProcessText {
    private static final int LONGEST_ARGUMENTS = 128 * 1024;
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final MemoryUsage NO_MEMORY = new MemoryUsage(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final String[] LIMIT_NAMES = {
        "Max cpu time             |seconds",
        "Max file size            |bytes",
        "Max data size            |bytes",
        "Max stack size           |bytes",
        "Max core file size       |bytes",
        "Max resident set         |bytes",
        "Max processes            |processes",
        "Max open files           |files",
        "Max locked memory        |bytes",
        "Max address space        |bytes",
        "Max file locks           |locks",
        "Max pending signals      |signals",
        "Max msgqueue size        |bytes",
        "Max nice priority        |",
        "Max realtime priority    |",
        "Max realtime timeout     |us"
    };

    private ProcessText() {}

    private static @Nullable Task anyTask(Process process) {
        List<Task> tasks = process.tasks();
        return tasks.isEmpty() ? null : tasks.getFirst();
    }

    /** The state letter: R, S, T, t or Z. */
    static char state(Process process, @Nullable Task task) {
        if (task == null || process.family().zombie()) {
            return 'Z';
        }
        TraceState trace = task.trace();
        if (trace != null && trace.stopped()) {
            return 't';
        }
        if (process.signals().stop().complete()) {
            return 'T';
        }
        return task.waiting() ? 'S' : 'R';
    }

    /** {@code stat} of a process, or of one of its tasks. */
    public static String stat(Process process, @Nullable Task of) {
        Task task = of == null ? anyTask(process) : of;
        ProgramLayout layout = HeldMemory.look(task, ProgramLayout.NONE, ProcessMemory::programLayout);
        MemoryUsage usage = HeldMemory.look(task, NO_MEMORY, ProcessMemory::usage);
        Family family = process.family();
        ResourceUsage.Times own = process.usage().endedTasks();
        ResourceUsage.Times children = process.usage().children();
        StringBuilder text = new StringBuilder(256);
        text.append(of == null ? process.pid() : of.tid());
        text.append(" (").append(task == null ? "" : task.name()).append(") ");
        text.append(state(process, task));
        number(text, family.parentPid());
        number(text, family.group().id());
        number(text, process.session().id());
        boolean terminal = process.session().terminal() != null;
        number(text, terminal ? 34816 : 0);
        number(text, terminal ? foregroundGroup(process) : -1);
        number(text, 4194304);
        number(text, own.minorFaults());
        number(text, children.minorFaults());
        number(text, 0);
        number(text, 0);
        number(text, own.userNanos() / NANOS_PER_TICK);
        number(text, own.systemNanos() / NANOS_PER_TICK);
        number(text, children.userNanos() / NANOS_PER_TICK);
        number(text, children.systemNanos() / NANOS_PER_TICK);
        number(text, 20);
        number(text, 0);
        number(text, Math.max(1, process.tasks().size()));
        number(text, 0);
        number(text, startTicks(process));
        number(text, usage.virtual());
        number(text, usage.resident() / 4096);
        text.append(' ').append(Long.toUnsignedString(process.limits().soft(5)));
        number(text, layout.startCode());
        number(text, layout.endCode());
        number(text, layout.startStack());
        // kstkesp and kstkeip are 0 unless the process is exiting.
        number(text, 0);
        number(text, 0);
        number(text, task == null ? 0 : task.signals().pending());
        number(text, task == null ? 0 : task.signals().blocked());
        number(text, 0);
        number(text, 0);
        number(text, 0);
        number(text, 0);
        number(text, 0);
        number(text, 17);
        number(text, 0);
        number(text, 0);
        number(text, 0);
        number(text, 0);
        number(text, 0);
        number(text, 0);
        number(text, layout.startData());
        number(text, layout.endData());
        number(text, layout.startBreak());
        number(text, layout.argumentsStart());
        number(text, layout.argumentsEnd());
        number(text, layout.environmentStart());
        number(text, layout.environmentEnd());
        number(text, family.zombie() ? family.exitStatus() : 0);
        return text.append('\n').toString();
    }

    private static void number(StringBuilder text, long value) {
        text.append(' ').append(value);
    }

    private static int foregroundGroup(Process process) {
        io.tombolo.core.Terminal terminal = process.session().terminal();
        return terminal == null ? -1 : terminal.foregroundGroup(process);
    }

    /** When the process started, in ticks since the kernel was made. */
    static long startTicks(Process process) {
        return (process.startTimeNanos() - process.kernel().bootNanos()) / NANOS_PER_TICK;
    }

    /** {@code cmdline}: the arguments as they are in the guest's memory now, each with its NUL. */
    public static String commandLine(Process process) {
        Task task = anyTask(process);
        return HeldMemory.look(task, "", memory -> {
            ProgramLayout layout = memory.programLayout();
            return bytes(memory, layout.argumentsStart(), layout.argumentsEnd());
        });
    }

    /** {@code environ}: the environment as the program got it. */
    public static String environment(Process process) {
        Task task = anyTask(process);
        return HeldMemory.look(task, "", memory -> {
            ProgramLayout layout = memory.programLayout();
            return bytes(memory, layout.environmentStart(), layout.environmentEnd());
        });
    }

    private static String bytes(ProcessMemory memory, long start, long end) {
        int length = Math.clamp(end - start, 0, LONGEST_ARGUMENTS);
        byte[] content = new byte[length];
        GuestMemory guest = memory.addressSpace().memory();
        int copied = guest.copyInPartially(start, content, 0, length);
        return new String(content, 0, copied, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** {@code auxv}: the auxiliary vector, little-endian. */
    public static byte[] auxiliaryVector(Process process) {
        Task task = anyTask(process);
        List<Long> words =
                task == null ? List.of() : task.memory().programLayout().auxiliaryVector();
        java.nio.ByteBuffer content =
                java.nio.ByteBuffer.allocate(words.size() * 8).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        words.forEach(content::putLong);
        return content.array();
    }

    /** {@code limits}. */
    public static String limits(Process process) {
        StringBuilder text = new StringBuilder(1400);
        text.append("Limit                     Soft Limit           Hard Limit           Units     \n");
        ResourceLimits limits = process.limits();
        for (int resource = 0; resource < ResourceLimits.COUNT; resource++) {
            String[] row = LIMIT_NAMES[resource].split("\\|", -1);
            text.append(row[0]).append(' ');
            column(text, limit(limits.soft(resource)), 21);
            column(text, limit(limits.hard(resource)), 21);
            column(text, row[1], 10);
            text.append('\n');
        }
        return text.toString();
    }

    private static String limit(long value) {
        return value == ResourceLimits.INFINITY ? "unlimited" : Long.toUnsignedString(value);
    }

    private static void column(StringBuilder text, String value, int width) {
        text.append(value);
        for (int column = value.length(); column < width; column++) {
            text.append(' ');
        }
    }
}
