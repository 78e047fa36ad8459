package io.tombolo.proc.internal.signal;

import io.tombolo.core.SignalAction;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.SyscallNumbers;
import io.tombolo.core.spi.Registers;

/**
 * What becomes of a system call that a signal interrupted. The registers are first set so that the call is made again; a
 * handler may then turn that into {@code EINTR}.
 */
final class SystemCallRestart {

    /** The register that holds the system call's number on AArch64. */
    private static final int NUMBER_REGISTER = 8;

    private int code;
    private final long continueAt;

    private SystemCallRestart(int code, long continueAt) {
        this.code = code;
        this.continueAt = continueAt;
    }

    /** Looks at the system call that a task has just made. */
    static SystemCallRestart prepare(Task task) {
        long result = task.systemCallResult();
        if (task.systemCall() < 0 || !RestartCode.isRestart(result)) {
            task.forgetSystemCall();
            return new SystemCallRestart(0, 0);
        }
        Registers registers = task.cpu().registers();
        long next = registers.programCounter();
        registers.setArgument(0, task.systemCallArgument());
        registers.setProgramCounter(next - registers.systemCallInstructionLength());
        task.forgetSystemCall();
        return new SystemCallRestart((int) -result, next);
    }

    /** A handler is about to be entered; what counts is the first one. */
    void beforeHandler(Task task, SignalAction action) {
        boolean restarts = code == RestartCode.ERESTARTNOINTR
                || (code == RestartCode.ERESTARTSYS && action.has(Signal.SA_RESTART));
        if (code != 0 && !restarts) {
            Registers registers = task.cpu().registers();
            registers.setProgramCounter(continueAt);
            registers.setResult(-Errno.EINTR.number());
        }
        code = 0;
    }

    /** No handler was entered. */
    void withoutHandler(Task task) {
        if (code == RestartCode.ERESTART_RESTARTBLOCK) {
            int number =
                    SyscallNumbers.of(task.kernel().engine().architecture()).number("restart_syscall");
            task.cpu().registers().set(NUMBER_REGISTER, number);
        }
    }
}
