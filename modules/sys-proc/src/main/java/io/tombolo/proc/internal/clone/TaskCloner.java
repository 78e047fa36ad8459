package io.tombolo.proc.internal.clone;

import io.tombolo.core.FileTable;
import io.tombolo.core.Kernel;
import io.tombolo.core.Process;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.SignalActions;
import io.tombolo.core.Task;
import io.tombolo.core.TaskSignals.AlternateStack;
import io.tombolo.core.VforkWait;
import io.tombolo.core.abi.Clone;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ptrace;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystemContext;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.Registers;
import io.tombolo.core.spi.VirtualCpu;
import io.tombolo.proc.internal.pidfd.ProcessDescriptors;
import io.tombolo.proc.internal.seccomp.TaskGate;
import io.tombolo.proc.internal.time.TimerRegistry;
import io.tombolo.proc.internal.trace.Tracee;
import io.tombolo.proc.internal.trace.Tracing;
import jakarta.inject.Inject;

/**
 * Makes a task from another one: checks the plan, reserves everything that can be wanting, and only then lets others see the
 * child. A failure leaves nothing behind.
 */
final class TaskCloner {
    private static final int NO_DESCRIPTOR = -1;

    private final ProcessDescriptors descriptors;
    private final TimerRegistry timers;

    @Inject
    TaskCloner(ProcessDescriptors descriptors, TimerRegistry timers) {
        this.descriptors = descriptors;
        this.timers = timers;
    }

    /** Clones the calling task and answers the child's number. */
    long clone(Task parent, CloneArguments arguments) {
        arguments.check();
        boolean thread = arguments.has(Clone.CLONE_THREAD);
        if (!thread && parent.interrupted()) {
            // A signal to the whole group must find either no child or one that gets it, too.
            throw ErrnoException.of(RestartCode.ERESTARTNOINTR);
        }
        Task child = reserve(parent, arguments, thread);
        int tid = child.tid();
        VforkWait wait = arguments.has(Clone.CLONE_VFORK) ? new VforkWait(parent) : null;
        child.setVfork(wait);
        int descriptor = NO_DESCRIPTOR;
        try {
            if (arguments.has(Clone.CLONE_PIDFD)) {
                descriptor = descriptors.open(parent, child.process(), 0);
                parent.guest().putInt(arguments.pidfd(), descriptor);
            }
            commit(parent, child, arguments, thread);
        } catch (ErrnoException failure) {
            if (descriptor != NO_DESCRIPTOR) {
                parent.files().remove(descriptor).release();
            }
            child.cpu().close();
            release(child.memory(), child.files(), child.fileSystem());
            throw failure;
        }
        announce(parent, arguments, tid);
        if (wait != null) {
            wait.await();
            Tracee tracee = Tracing.of(parent);
            if (tracee != null) {
                var _ = tracee.event(Ptrace.PTRACE_O_TRACEVFORKDONE, Ptrace.PTRACE_EVENT_VFORK_DONE, tid);
            }
        }
        return tid;
    }

    /** Which option of a tracer a new task falls under. */
    private static int traceOption(CloneArguments arguments) {
        if (arguments.has(Clone.CLONE_UNTRACED)) {
            return 0;
        }
        if (arguments.has(Clone.CLONE_VFORK)) {
            return Ptrace.PTRACE_O_TRACEVFORK;
        }
        return arguments.exitSignal() == Signal.SIGCHLD ? Ptrace.PTRACE_O_TRACEFORK : Ptrace.PTRACE_O_TRACECLONE;
    }

    private static void announce(Task parent, CloneArguments arguments, int tid) {
        Tracee tracee = Tracing.of(parent);
        if (tracee == null) {
            return;
        }
        int option = traceOption(arguments);
        int event = switch (option) {
            case Ptrace.PTRACE_O_TRACEVFORK -> Ptrace.PTRACE_EVENT_VFORK;
            case Ptrace.PTRACE_O_TRACEFORK -> Ptrace.PTRACE_EVENT_FORK;
            default -> Ptrace.PTRACE_EVENT_CLONE;
        };
        var _ = tracee.event(option, event, tid);
    }

    private static Task reserve(Task parent, CloneArguments arguments, boolean thread) {
        ProcessMemory memory = arguments.has(Clone.CLONE_VM)
                ? retained(parent.memory())
                : parent.memory().fork();
        FileTable files = arguments.has(Clone.CLONE_FILES)
                ? retained(parent.files())
                : parent.files().fork();
        FileSystemContext context = arguments.has(Clone.CLONE_FS)
                ? retained(parent.fileSystem())
                : parent.fileSystem().fork();
        try {
            Kernel kernel = parent.kernel();
            VirtualCpu cpu = kernel.engine().createCpu(memory.addressSpace());
            int tid = kernel.processes().reserve();
            Process process = thread ? parent.process() : createProcess(parent, tid, arguments);
            Task child = new Task(process, tid, cpu, memory, files, context, parent.credentials());
            if (!arguments.has(Clone.CLONE_VM)) {
                memory.setActor(child);
            }
            setUp(parent, child, arguments);
            return child;
        } catch (RuntimeException | OutOfMemoryError failure) {
            release(memory, files, context);
            throw failure instanceof ErrnoException error ? error : ErrnoException.of(Errno.ENOMEM);
        }
    }

    private static ProcessMemory retained(ProcessMemory memory) {
        memory.retain();
        return memory;
    }

    private static FileTable retained(FileTable files) {
        files.retain();
        return files;
    }

    private static FileSystemContext retained(FileSystemContext context) {
        context.retain();
        return context;
    }

    private static void release(ProcessMemory memory, FileTable files, FileSystemContext context) {
        memory.release();
        files.release();
        context.release();
    }

    private static Process createProcess(Task parent, int pid, CloneArguments arguments) {
        Process from = parent.process();
        Process process = new Process(
                from.kernel(), pid, from.limits().fork(), from.family().group());
        SignalActions actions = from.signals().actions();
        if (!arguments.has(Clone.CLONE_SIGHAND)) {
            actions = arguments.clearsHandlers() ? actions.forNewProgram() : actions.fork();
        }
        process.signals().setActions(actions);
        process.inherit(from);
        boolean sibling = arguments.has(Clone.CLONE_PARENT);
        process.family().setExitSignal(sibling ? from.family().exitSignal() : arguments.exitSignal());
        return process;
    }

    private static void setUp(Task parent, Task child, CloneArguments arguments) {
        child.inherit(parent);
        TaskGate.inherit(child, parent);
        boolean ownStack = arguments.has(Clone.CLONE_VM) && !arguments.has(Clone.CLONE_VFORK);
        child.signals()
                .setAlternateStack(
                        ownStack ? AlternateStack.NONE : parent.signals().alternateStack());
        if (arguments.has(Clone.CLONE_CHILD_CLEARTID)) {
            child.setClearChildTid(arguments.childTid());
        }
        Registers registers = child.cpu().registers();
        registers.copyFrom(parent.cpu().registers());
        registers.setResult(0);
        if (arguments.stackPointer() != 0) {
            registers.setStackPointer(arguments.stackPointer());
        }
        if (arguments.has(Clone.CLONE_SETTLS)) {
            registers.setThreadPointer(arguments.threadPointer());
        }
    }

    private void commit(Task parent, Task child, CloneArguments arguments, boolean thread) {
        storeNumbers(parent, child, arguments);
        ProcessTable table = parent.kernel().processes();
        Process process = child.process();
        synchronized (table) {
            if (!process.add(child)) {
                throw ErrnoException.of(RestartCode.ERESTARTNOINTR);
            }
            table.add(child);
            if (!thread) {
                addToFamily(table, parent, process, arguments);
            }
        }
        Tracing.created(parent, child, traceOption(arguments));
        try {
            parent.kernel().launch(child);
        } catch (ErrnoException failure) {
            table.remove(child);
            process.ending(0);
            process.remove(child);
            if (!thread) {
                table.remove(process);
            }
            throw failure;
        }
        if (!thread) {
            timers.limitChanged(child.process());
        }
    }

    private static void addToFamily(ProcessTable table, Task parent, Process process, CloneArguments arguments) {
        Process caller = parent.process();
        if (!arguments.has(Clone.CLONE_PARENT)) {
            table.add(process, caller);
            return;
        }
        Process grandparent = caller.family().parent();
        table.add(process, grandparent);
    }

    private static void storeNumbers(Task parent, Task child, CloneArguments arguments) {
        if (arguments.has(Clone.CLONE_PARENT_SETTID)) {
            store(parent.guest(), arguments.parentTid(), child.tid());
        }
        if (arguments.has(Clone.CLONE_CHILD_SETTID)) {
            store(child.memory().addressSpace().memory(), arguments.childTid(), child.tid());
        }
    }

    /** The kernel passes over a bad address here. */
    private static void store(GuestMemory memory, long address, int number) {
        try {
            memory.putInt(address, number);
        } catch (ErrnoException fault) {
            // As put_user in kernel_clone and schedule_tail: the child lives nevertheless.
        }
    }
}
