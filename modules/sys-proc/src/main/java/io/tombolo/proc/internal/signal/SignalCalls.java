package io.tombolo.proc.internal.signal;

import io.tombolo.core.SignalAction;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.SignalSet;
import io.tombolo.core.Task;
import io.tombolo.core.TaskSignals;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The system calls by which a task says what it does on signals, holds them back and waits for them. */
public final class SignalCalls {
    private static final int SET_SIZE = 8;
    private static final long NANOSECONDS = 1_000_000_000;
    private static final long KNOWN_FLAGS = Integer.toUnsignedLong(Signal.SA_NOCLDSTOP
            | Signal.SA_NOCLDWAIT
            | Signal.SA_SIGINFO
            | Signal.SA_RESTORER
            | Signal.SA_ONSTACK
            | Signal.SA_RESTART
            | Signal.SA_NODEFER
            | Signal.SA_RESETHAND
            | Signal.SA_EXPOSE_TAGBITS);

    private final Aarch64SignalFrame frame;
    private final Faults faults;

    @Inject
    SignalCalls(Aarch64SignalFrame frame, Faults faults) {
        this.frame = frame;
        this.faults = faults;
    }

    /** rt_sigaction(2). */
    @Syscall("rt_sigaction")
    public long rtSigaction(
            Task task,
            @Arg(ArgumentKind.SIGNAL) int signum,
            @Arg(ArgumentKind.POINTER) long act,
            @Arg(ArgumentKind.POINTER) long oldact,
            @Arg(ArgumentKind.SIZE) long sigsetsize) {
        requireSetSize(sigsetsize);
        if (signum < 1 || signum > Signal.COUNT || (act != 0 && SignalSet.has(SignalSet.UNBLOCKABLE, signum))) {
            return -Errno.EINVAL.number();
        }
        GuestMemory memory = task.guest();
        SignalAction former = task.process().signals().actions().get(signum);
        if (act != 0) {
            SignalAction action = new SignalAction(
                    memory.getLong(act),
                    memory.getLong(act + 8) & KNOWN_FLAGS,
                    memory.getLong(act + 16),
                    memory.getLong(act + 24) & ~SignalSet.UNBLOCKABLE);
            former = task.process().signals().actions().set(signum, action);
            if (doesNothing(signum, action)) {
                task.process().signals().discard(SignalSet.of(signum));
            }
        }
        if (oldact != 0) {
            memory.putLong(oldact, former.handler());
            memory.putLong(oldact + 8, former.flags());
            memory.putLong(oldact + 16, former.restorer());
            memory.putLong(oldact + 24, former.mask());
        }
        return 0;
    }

    private static boolean doesNothing(int signal, SignalAction action) {
        return action.ignores() || (action.isDefault() && SignalSet.has(SignalSet.IGNORED_BY_DEFAULT, signal));
    }

    /** rt_sigprocmask(2). */
    @Syscall("rt_sigprocmask")
    public long rtSigprocmask(
            Task task,
            @Arg(ArgumentKind.SIGMASK_HOW) int how,
            @Arg(ArgumentKind.SIGSET) long set,
            @Arg(ArgumentKind.POINTER) long oldset,
            @Arg(ArgumentKind.SIZE) long sigsetsize) {
        requireSetSize(sigsetsize);
        TaskSignals signals = task.signals();
        long former = signals.blocked();
        if (set != 0) {
            long given = task.guest().getLong(set);
            switch (how) {
                case Signal.SIG_BLOCK -> signals.setBlocked(former | given);
                case Signal.SIG_UNBLOCK -> signals.setBlocked(former & ~given);
                case Signal.SIG_SETMASK -> signals.setBlocked(given);
                default -> throw ErrnoException.of(Errno.EINVAL);
            }
        }
        if (oldset != 0) {
            task.guest().putLong(oldset, former);
        }
        return 0;
    }

    /** rt_sigpending(2). */
    @Syscall("rt_sigpending")
    public long rtSigpending(Task task, @Arg(ArgumentKind.POINTER) long set, @Arg(ArgumentKind.SIZE) long sigsetsize) {
        if (sigsetsize > SET_SIZE || sigsetsize < 0) {
            return -Errno.EINVAL.number();
        }
        long pending = task.process().signals().pending(task) & task.signals().blocked();
        byte[] bytes = ByteBuffer.allocate(SET_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(pending)
                .array();
        task.guest().copyOut(set, bytes, 0, (int) sigsetsize);
        return 0;
    }

    /** rt_sigsuspend(2). */
    @Syscall("rt_sigsuspend")
    public long rtSigsuspend(Task task, @Arg(ArgumentKind.SIGSET) long mask, @Arg(ArgumentKind.SIZE) long sigsetsize) {
        requireSetSize(sigsetsize);
        task.signals().replaceMask(task.guest().getLong(mask));
        task.await(() -> false, Task.FOREVER);
        return -RestartCode.ERESTARTNOHAND;
    }

    /** rt_sigtimedwait(2). */
    @Syscall(value = "rt_sigtimedwait", result = ArgumentKind.SIGNAL)
    public long rtSigtimedwait(
            Task task,
            @Arg(ArgumentKind.SIGSET) long set,
            @Arg(ArgumentKind.POINTER) long info,
            @Arg(ArgumentKind.TIMESPEC) long timeout,
            @Arg(ArgumentKind.SIZE) long sigsetsize) {
        requireSetSize(sigsetsize);
        long wanted = task.guest().getLong(set) & ~SignalSet.UNBLOCKABLE;
        long deadline = timeout == 0 ? Task.FOREVER : deadline(task.guest(), timeout);
        SignalInfo taken = take(task, wanted, deadline);
        if (taken == null) {
            return task.interrupted() ? -RestartCode.ERESTARTNOHAND : -Errno.EAGAIN.number();
        }
        if (info != 0) {
            byte[] bytes = new byte[SignalInfoLayout.SIZE];
            SignalInfoLayout.write(taken, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0);
            task.guest().copyOut(info, bytes, 0, bytes.length);
        }
        return taken.signal();
    }

    private static @Nullable SignalInfo take(Task task, long wanted, long deadline) {
        @Nullable SignalInfo[] taken = {task.process().signals().take(task, wanted)};
        if (taken[0] != null) {
            return taken[0];
        }
        task.signals().setAwaited(wanted);
        try {
            task.await(() -> (taken[0] = task.process().signals().take(task, wanted)) != null, deadline);
        } finally {
            task.signals().setAwaited(0);
        }
        return taken[0];
    }

    private static long deadline(GuestMemory memory, long timeout) {
        long seconds = memory.getLong(timeout);
        long nanoseconds = memory.getLong(timeout + 8);
        if (seconds < 0 || nanoseconds < 0 || nanoseconds >= NANOSECONDS) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return seconds >= Long.MAX_VALUE / NANOSECONDS / 2
                ? Task.FOREVER
                : System.nanoTime() + seconds * NANOSECONDS + nanoseconds;
    }

    /** rt_sigreturn(2): leaves a handler. */
    @Syscall("rt_sigreturn")
    public long rtSigreturn(Task task) {
        task.setRestart(null);
        task.forgetSystemCall();
        if (!frame.pop(task)) {
            faults.raiseBadFrame(task);
        }
        return task.cpu().registers().argument(0);
    }

    /** sigaltstack(2). */
    @Syscall("sigaltstack")
    public long sigaltstack(Task task, @Arg(ArgumentKind.POINTER) long ss, @Arg(ArgumentKind.POINTER) long oldSs) {
        byte[] former = new byte[AlternateStacks.SIZE];
        AlternateStacks.write(task, ByteBuffer.wrap(former).order(ByteOrder.LITTLE_ENDIAN), 0);
        if (ss != 0) {
            byte[] wanted = new byte[AlternateStacks.SIZE];
            task.guest().copyIn(ss, wanted, 0, wanted.length);
            int smallest = Signal.minimumStackSize(task.kernel().engine().architecture());
            long result =
                    AlternateStacks.set(task, ByteBuffer.wrap(wanted).order(ByteOrder.LITTLE_ENDIAN), 0, smallest);
            if (result < 0) {
                return result;
            }
        }
        if (oldSs != 0) {
            task.guest().copyOut(oldSs, former, 0, former.length);
        }
        return 0;
    }

    /** restart_syscall(2): goes on with a call that was interrupted by a stop. */
    @Syscall("restart_syscall")
    public long restartSyscall(Task task) {
        Task.Restart restart = task.restart();
        return restart == null ? -Errno.EINTR.number() : restart.resume(task);
    }

    private static void requireSetSize(long size) {
        if (size != SET_SIZE) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }
}
