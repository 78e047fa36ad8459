package io.tombolo.core.internal.trace;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Clone;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Futex;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Registers;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallParameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes system calls and their results in the manner of strace. Immutable; what a call in progress needs is a {@link Call}. */
public final class CallFormatter {
    private static final int MOST_ARGUMENTS = 6;

    private final Architecture architecture;
    private final Map<ArgumentKind, ValueNames> flags = FlagTables.byKind();
    private final Map<ArgumentKind, ValueNames> commands = CommandTables.byKind();
    private final ValueNames openFlags = FlagTables.openFlags();
    private final ValueNames cloneFlags = FlagTables.cloneFlags();
    private final ValueNames futexCommands = FlagTables.futexCommands();
    private final ValueNames socketTypes = FlagTables.socketTypes();
    private final ValueNames socketFlags = FlagTables.socketFlags();

    /** For the guests of one architecture. */
    public CallFormatter(Architecture architecture) {
        this.architecture = architecture;
    }

    /** A system call in progress: what was written of it at entry. */
    public static final class Call {
        private final String name;
        private final List<SyscallParameter> parameters;
        private final ArgumentKind result;
        private final long[] arguments = new long[MOST_ARGUMENTS];
        private final @Nullable String[] texts = new @Nullable String[MOST_ARGUMENTS];

        private Call(String name, List<SyscallParameter> parameters, ArgumentKind result) {
            this.name = name;
            this.parameters = parameters;
            this.result = result;
        }
    }

    /**
     * Takes down a system call at entry: its arguments, and what it is about to read of the guest's memory.
     *
     * @param memory the calling task's, on its thread
     * @param name the call's name
     * @param descriptor null for a call that no module claims
     */
    public Call enter(Registers registers, GuestMemory memory, String name, @Nullable SyscallDescriptor descriptor) {
        Call call = descriptor == null
                ? new Call(name, undeclared(), ArgumentKind.LONG)
                : new Call(name, descriptor.parameters(), descriptor.result());
        for (int i = 0; i < MOST_ARGUMENTS; i++) {
            call.arguments[i] = registers.argument(i);
        }
        for (int i = 0; i < call.parameters.size(); i++) {
            if (!isOutput(call.parameters.get(i).kind())) {
                StringBuilder text = new StringBuilder();
                argument(memory, call, i, 0, text);
                call.texts[i] = text.toString();
            }
        }
        return call;
    }

    private static List<SyscallParameter> undeclared() {
        SyscallParameter[] parameters = new SyscallParameter[MOST_ARGUMENTS];
        for (int i = 0; i < MOST_ARGUMENTS; i++) {
            parameters[i] = new SyscallParameter("a" + i, ArgumentKind.HEX, SyscallParameter.NO_LENGTH);
        }
        return List.of(parameters);
    }

    /** Writes the call with its arguments, those that it has answered into included. */
    public void leave(GuestMemory memory, Call call, long result, StringBuilder out) {
        out.append(call.name).append('(');
        for (int i = 0; i < call.parameters.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            String text = call.texts[i];
            if (text != null) {
                out.append(text);
            } else if (Errno.isError(result)) {
                new GuestText(memory, out).pointer(call.arguments[i]);
            } else {
                argument(memory, call, i, result, out);
            }
        }
        out.append(')');
    }

    /** Writes a call that will not return: what it would have answered into is a number. */
    public void abandon(GuestMemory memory, Call call, StringBuilder out) {
        leave(memory, call, -Errno.EINTR.number(), out);
    }

    /** Writes a result: a value, an errno, or a restart code. */
    public void result(Call call, long result, StringBuilder out) {
        if (RestartCode.isRestart(result)) {
            out.append("? ").append(restart((int) -result));
        } else if (Errno.isError(result)) {
            int number = (int) -result;
            out.append("-1 ");
            Errno.find(number)
                    .ifPresentOrElse(
                            errno -> out.append(errno.name())
                                    .append(" (")
                                    .append(errno.description())
                                    .append(')'),
                            () -> out.append("errno ").append(number));
        } else {
            switch (call.result) {
                case HEX, POINTER -> out.append("0x").append(Long.toHexString(result));
                case MODE -> octal(result, out);
                default -> out.append(result);
            }
        }
    }

    private static String restart(int code) {
        return switch (code) {
            case RestartCode.ERESTARTSYS -> "ERESTARTSYS (To be restarted if SA_RESTART is set)";
            case RestartCode.ERESTARTNOINTR -> "ERESTARTNOINTR (To be restarted)";
            case RestartCode.ERESTARTNOHAND -> "ERESTARTNOHAND (To be restarted if no handler)";
            default -> "ERESTART_RESTARTBLOCK (Interrupted by signal)";
        };
    }

    private static boolean isOutput(ArgumentKind kind) {
        return switch (kind) {
            case BUFFER_OUT, IOVEC_OUT, INT_POINTER, LONG_POINTER, FD_PAIR, TIMESPEC_OUT, STAT, POLL_FDS -> true;
            default -> false;
        };
    }

    private void argument(GuestMemory memory, Call call, int index, long result, StringBuilder out) {
        SyscallParameter parameter = call.parameters.get(index);
        ArgumentKind kind = parameter.kind();
        long value = call.arguments[index];
        if (kind.isPointer()) {
            long length = parameter.lengthIndex() < 0 ? result : call.arguments[parameter.lengthIndex()];
            pointed(new GuestText(memory, out), kind, value, length, result, out);
        } else {
            plain(kind, value, out);
        }
    }

    private void pointed(GuestText text, ArgumentKind kind, long address, long length, long result, StringBuilder out) {
        switch (kind) {
            case PATH, STRING -> text.string(address);
            case BUFFER_IN -> text.buffer(address, length);
            case BUFFER_OUT -> text.buffer(address, Math.min(length, result));
            case STRING_ARRAY -> text.strings(address);
            case IOVEC_IN -> text.pieces(address, length, true);
            case IOVEC_OUT -> text.pieces(address, length, false);
            case POINTER -> text.pointer(address);
            default -> text.structure(address, StructureText.reader(kind, architecture, length, flags, out));
        }
    }

    private void plain(ArgumentKind kind, long value, StringBuilder out) {
        int narrow = (int) value;
        switch (kind) {
            case INT, FD, PID -> out.append(narrow);
            case UINT -> out.append(Integer.toUnsignedString(narrow));
            case ID -> out.append(narrow == -1 ? "-1" : Integer.toUnsignedString(narrow));
            case DIRFD -> out.append(narrow == Fcntl.AT_FDCWD ? "AT_FDCWD" : Integer.toString(narrow));
            case LONG, OFFSET -> out.append(value);
            case SIZE -> out.append(Long.toUnsignedString(value));
            case MODE -> octal(narrow & 0xFFFFFFFFL, out);
            case SIGNAL -> out.append(Signal.name(narrow));
            case OPEN_FLAGS -> openFlags(Fcntl.openFlagsFromGuest(architecture, narrow), out);
            case CLONE_FLAGS -> combined(value, value & Clone.CSIGNAL, cloneFlags, Signal.name(narrow & 0xFF), out);
            case FUTEX_OP -> futex(narrow, out);
            case SOCKET_TYPE -> socketType(narrow, out);
            default -> named(kind, narrow, value, out);
        }
    }

    private void named(ArgumentKind kind, int narrow, long value, StringBuilder out) {
        ValueNames set = flags.get(kind);
        ValueNames choice = commands.get(kind);
        if (set != null) {
            set.append(out, narrow & 0xFFFFFFFFL);
        } else if (choice != null) {
            choice.append(out, narrow);
        } else {
            out.append("0x").append(Long.toHexString(value));
        }
    }

    private static void octal(long value, StringBuilder out) {
        out.append(value == 0 ? "" : "0").append(Long.toOctalString(value));
    }

    private void openFlags(int value, StringBuilder out) {
        out.append(
                switch (value & Fcntl.O_ACCMODE) {
                    case Fcntl.O_RDONLY -> "O_RDONLY";
                    case Fcntl.O_WRONLY -> "O_WRONLY";
                    case Fcntl.O_RDWR -> "O_RDWR";
                    default -> "O_ACCMODE";
                });
        int rest = value & ~Fcntl.O_ACCMODE;
        if (rest != 0) {
            out.append('|');
            openFlags.append(out, rest & 0xFFFFFFFFL);
        }
    }

    /** Flags, and a low part that is no flag and is left out where it is 0. */
    private static void combined(long value, long low, ValueNames names, String lowName, StringBuilder out) {
        long rest = value & ~low;
        if (rest != 0) {
            names.append(out, rest);
        }
        if (low != 0 || rest == 0) {
            out.append(rest == 0 ? "" : "|").append(low == 0 ? "0" : lowName);
        }
    }

    private void futex(int operation, StringBuilder out) {
        futexCommands.append(out, operation & Futex.FUTEX_CMD_MASK);
        if ((operation & Futex.FUTEX_PRIVATE_FLAG) != 0) {
            out.append("|FUTEX_PRIVATE_FLAG");
        }
        if ((operation & Futex.FUTEX_CLOCK_REALTIME) != 0) {
            out.append("|FUTEX_CLOCK_REALTIME");
        }
    }

    private void socketType(int value, StringBuilder out) {
        int type = value & 0xF;
        socketTypes.append(out, type);
        if (value != type) {
            out.append('|');
            socketFlags.append(out, value & ~0xF & 0xFFFFFFFFL);
        }
    }
}
