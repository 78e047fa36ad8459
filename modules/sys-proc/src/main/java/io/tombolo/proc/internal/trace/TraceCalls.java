package io.tombolo.proc.internal.trace;

import static io.tombolo.core.abi.Ptrace.*;

import io.tombolo.core.Process;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Seccomp;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.layout.IovecLayout;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.Registers;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.job.ProcessAccess;
import io.tombolo.proc.internal.signal.SignalInfoLayout;
import io.tombolo.proc.internal.trace.Tracee.Resume;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** ptrace(2). */
public final class TraceCalls {
    private static final long PAGE = 4096;

    @Inject
    TraceCalls() {}

    /** ptrace(2), as the system call has it: what is peeked is stored at {@code data}. */
    @Syscall(
            value = "ptrace",
            limits = "any task of the tracing process may make requests; no PTRACE_SYSEMU, no hardware breakpoints")
    public long ptrace(
            Task task,
            @Arg(ArgumentKind.HEX) int request,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.HEX) long addr,
            @Arg(ArgumentKind.HEX) long data) {
        if (request == PTRACE_TRACEME) {
            return traceMe(task);
        }
        Task target = task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        return switch (request) {
            case PTRACE_ATTACH -> attach(task, target, false, 0);
            case PTRACE_SEIZE -> {
                require(addr == 0 && (data & ~PTRACE_O_MASK) == 0, Errno.EIO);
                yield attach(task, target, true, (int) data);
            }
            case PTRACE_INTERRUPT -> {
                Tracee tracee = traced(task, target);
                require(tracee.seized(), Errno.EIO);
                tracee.requestTrap();
                yield 0;
            }
            case PTRACE_KILL -> {
                var _ = traced(task, target);
                target.process().exit(Signal.SIGKILL);
                yield 0;
            }
            default -> ofStopped(task, request, traced(task, target), addr, data);
        };
    }

    private static void require(boolean holds, Errno error) {
        if (!holds) {
            throw ErrnoException.of(error);
        }
    }

    private static long traceMe(Task task) {
        ProcessTable table = task.kernel().processes();
        synchronized (table) {
            Process parent = task.process().family().parent();
            require(parent != null, Errno.EPERM);
            if (parent != null) {
                var _ = Tracing.attach(task, parent, false, 0);
            }
        }
        return 0;
    }

    private static long attach(Task task, Task target, boolean seizes, int options) {
        require(target.process() != task.process(), Errno.EPERM);
        ProcessAccess.require(task, target);
        var _ = Tracing.attach(target, task.process(), seizes, options);
        target.process().signals().stop().attached(target);
        if (!seizes) {
            target.signals().send(SignalInfo.fromKernel(Signal.SIGSTOP));
        }
        target.wake();
        return 0;
    }

    private static Tracee traced(Task task, Task target) {
        Tracee tracee = Tracing.of(target);
        if (tracee == null || tracee.tracer() != task.process()) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        return tracee;
    }

    private static long ofStopped(Task task, int request, Tracee tracee, long addr, long data) {
        synchronized (task.kernel().processes()) {
            require(tracee.held(), Errno.ESRCH);
            return switch (request) {
                case PTRACE_CONT -> letGo(tracee, Resume.FREELY, data);
                case PTRACE_SYSCALL -> letGo(tracee, Resume.TO_SYSTEM_CALL, data);
                case PTRACE_SINGLESTEP -> letGo(tracee, Resume.ONE_INSTRUCTION, data);
                case PTRACE_LISTEN -> {
                    require(tracee.seized() && tracee.info() == null, Errno.EIO);
                    tracee.listen();
                    yield 0;
                }
                case PTRACE_DETACH -> {
                    require(Long.compareUnsigned(data, Signal.COUNT) <= 0, Errno.EIO);
                    tracee.detach((int) data);
                    tracee.tracer().family().tracees().remove(tracee.task());
                    yield 0;
                }
                case PTRACE_SETOPTIONS -> {
                    require((data & ~PTRACE_O_MASK) == 0, Errno.EINVAL);
                    tracee.setOptions((int) data);
                    yield 0;
                }
                default -> inspect(task, request, tracee, addr, data);
            };
        }
    }

    private static long letGo(Tracee tracee, Resume how, long signal) {
        require(Long.compareUnsigned(signal, Signal.COUNT) <= 0, Errno.EIO);
        tracee.letGo(how, (int) signal);
        return 0;
    }

    private static long inspect(Task task, int request, Tracee tracee, long addr, long data) {
        Task target = tracee.task();
        GuestMemory own = task.guest();
        switch (request) {
            case PTRACE_PEEKTEXT, PTRACE_PEEKDATA -> own.putLong(data, peek(target, addr));
            case PTRACE_POKETEXT, PTRACE_POKEDATA -> poke(target, addr, data);
            case PTRACE_GETEVENTMSG -> own.putLong(data, tracee.eventMessage());
            case PTRACE_GETSIGINFO -> {
                ByteBuffer bytes = ByteBuffer.allocate(SignalInfoLayout.SIZE).order(ByteOrder.LITTLE_ENDIAN);
                SignalInfoLayout.write(requireInfo(tracee), bytes, 0);
                own.copyOut(data, bytes.array(), 0, SignalInfoLayout.SIZE);
            }
            case PTRACE_SETSIGINFO -> {
                SignalInfo former = requireInfo(tracee);
                byte[] bytes = new byte[SignalInfoLayout.SIZE];
                own.copyIn(data, bytes, 0, bytes.length);
                ByteBuffer read = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                int signal = read.getInt(0);
                tracee.setInfo(SignalInfoLayout.read(read, signal == 0 ? former.signal() : signal));
            }
            case PTRACE_GETREGSET, PTRACE_SETREGSET -> registers(own, request, target, (int) addr, data);
            case PTRACE_GETSIGMASK -> {
                require(addr == Long.BYTES, Errno.EINVAL);
                own.putLong(data, target.signals().blocked());
            }
            case PTRACE_SETSIGMASK -> {
                require(addr == Long.BYTES, Errno.EINVAL);
                target.signals().setBlocked(own.getLong(data));
            }
            case PTRACE_GET_SYSCALL_INFO -> {
                return callInfo(own, tracee, addr, data);
            }
            default -> throw ErrnoException.of(Errno.EIO);
        }
        return 0;
    }

    private static SignalInfo requireInfo(Tracee tracee) {
        SignalInfo info = tracee.info();
        if (info == null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return info;
    }

    private static long peek(Task target, long address) {
        try {
            return target.memory().addressSpace().memory().getLong(address);
        } catch (ErrnoException fault) {
            throw ErrnoException.of(Errno.EIO);
        }
    }

    /** Writes even where the task itself may not: a page without the right gets it for the moment ({@code FOLL_FORCE}). */
    private static void poke(Task target, long address, long value) {
        ProcessMemory memory = target.memory();
        try {
            if ((address & PAGE - 1) > PAGE - Long.BYTES) {
                throw ErrnoException.of(Errno.EIO);
            }
            int access = accessOf(memory, address);
            long page = address & -PAGE;
            boolean forces = (access & Access.WRITE) == 0;
            if (forces) {
                memory.protect(page, PAGE, Access.READ | Access.WRITE);
            }
            try {
                memory.addressSpace().memory().putLong(address, value);
            } finally {
                if (forces) {
                    memory.protect(page, PAGE, access);
                }
            }
        } catch (ErrnoException fault) {
            throw ErrnoException.of(Errno.EIO);
        }
    }

    private static int accessOf(ProcessMemory memory, long address) {
        for (ProcessMemory.Mapping mapping : memory.mappings()) {
            if (address >= mapping.start() && address < mapping.end()) {
                boolean sharedReadOnly = mapping.shared() && (mapping.protection() & Access.WRITE) == 0;
                require(!sharedReadOnly, Errno.EIO);
                return mapping.protection();
            }
        }
        throw ErrnoException.of(Errno.EIO);
    }

    private static void registers(GuestMemory own, int request, Task target, int type, long vector) {
        long base = own.getLong(vector + IovecLayout.IOV_BASE);
        long room = own.getLong(vector + IovecLayout.IOV_LEN);
        byte[] set = RegisterSets.read(target, type);
        int length = (int) Math.min(set.length, Math.max(0, room));
        if (request == PTRACE_GETREGSET) {
            own.copyOut(base, set, 0, length);
        } else {
            own.copyIn(base, set, 0, length);
            RegisterSets.write(target, type, set);
        }
        own.putLong(vector + IovecLayout.IOV_LEN, length);
    }

    /** {@code struct ptrace_syscall_info}; answers how long all of it is. */
    private static long callInfo(GuestMemory own, Tracee tracee, long size, long address) {
        Registers registers = tracee.task().cpu().registers();
        ByteBuffer bytes = ByteBuffer.allocate(88).order(ByteOrder.LITTLE_ENDIAN);
        int call = tracee.call();
        bytes.put(0, (byte) call).putInt(4, Seccomp.AUDIT_ARCH_AARCH64);
        bytes.putLong(8, registers.programCounter()).putLong(16, registers.stackPointer());
        int length = 24;
        if (call == PTRACE_SYSCALL_INFO_EXIT) {
            long result = registers.get(0);
            bytes.putLong(24, result).put(32, (byte) (result < 0 && result >= -4095 ? 1 : 0));
            length = 33;
        } else if (call != PTRACE_SYSCALL_INFO_NONE) {
            bytes.putLong(24, registers.systemCallNumber());
            for (int i = 0; i < 6; i++) {
                bytes.putLong(32 + 8 * i, registers.argument(i));
            }
            length = 80;
            if (call == PTRACE_SYSCALL_INFO_SECCOMP) {
                bytes.putInt(80, (int) tracee.eventMessage());
                length = 84;
            }
        }
        own.copyOut(address, bytes.array(), 0, (int) Math.min(length, Math.max(0, size)));
        return length;
    }
}
