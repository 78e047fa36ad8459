package io.tombolo.proc.internal.signal;

import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.FaultResult;
import jakarta.inject.Inject;

/** Turns what the instruction stream does wrong into the signal that Linux sends for it. */
public final class Faults {
    @Inject
    Faults() {}

    /** Raises the signal of a vCPU's exit. */
    public void raise(Task task, Exit exit, FaultResult fault) {
        switch (exit) {
            case Exit.PageFault page -> raisePageFault(task, page, fault);
            case Exit.AlignmentFault misaligned ->
                task.signals().force(SignalInfo.fault(Signal.SIGBUS, Signal.BUS_ADRALN, misaligned.address()));
            case Exit.MemoryLost lost ->
                task.signals().force(SignalInfo.fault(Signal.SIGBUS, Signal.BUS_ADRERR, lost.address()));
            case Exit.UndefinedInstruction undefined -> forceHere(task, Signal.SIGILL, Signal.ILL_ILLOPC);
            case Exit.Breakpoint breakpoint -> forceHere(task, Signal.SIGTRAP, Signal.TRAP_BRKPT);
            case Exit.ArithmeticFault arithmetic -> forceHere(task, Signal.SIGFPE, Signal.FPE_INTDIV);
            case Exit.SingleStep step -> forceHere(task, Signal.SIGTRAP, Signal.TRAP_TRACE);
            case Exit.SystemCall call -> throw new IllegalStateException("a system call is no fault");
            case Exit.Kicked kicked -> throw new IllegalStateException("a kick is no fault");
        }
    }

    private void raisePageFault(Task task, Exit.PageFault page, FaultResult fault) {
        switch (fault) {
            case NOT_MAPPED -> raiseSegmentation(task, Signal.SEGV_MAPERR, page);
            case NOT_PERMITTED -> raiseSegmentation(task, Signal.SEGV_ACCERR, page);
            case BEYOND_OBJECT ->
                task.signals().force(SignalInfo.fault(Signal.SIGBUS, Signal.BUS_ADRERR, page.address()));
            case OUT_OF_MEMORY -> task.process().exit(Signal.SIGKILL);
            case RESOLVED -> throw new IllegalStateException("a resolved fault is no signal");
        }
    }

    private void raiseSegmentation(Task task, int code, Exit.PageFault page) {
        long syndrome = Syndrome.of(page.access(), code == Signal.SEGV_ACCERR);
        task.signals().force(new SignalInfo(Signal.SIGSEGV, code, 0, 0, 0, page.address(), syndrome));
    }

    /** A signal frame that could not be read or written: SIGSEGV at the stack pointer. */
    void raiseBadFrame(Task task) {
        long stackPointer = task.cpu().registers().stackPointer();
        boolean mapped = task.memory().handleFault(stackPointer, Access.READ) != FaultResult.NOT_MAPPED;
        int code = mapped ? Signal.SEGV_ACCERR : Signal.SEGV_MAPERR;
        task.signals().force(SignalInfo.fault(Signal.SIGSEGV, code, stackPointer));
    }

    private void forceHere(Task task, int signal, int code) {
        task.signals()
                .force(SignalInfo.fault(signal, code, task.cpu().registers().programCounter()));
    }
}
