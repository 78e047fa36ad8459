package io.tombolo.core.internal;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Registers;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallInterceptor;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.core.spi.SystemCallGate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a system call from the registers to the module that answers it, and its result back. */
public final class Dispatcher {
    private static final long ENOSYS = -Errno.ENOSYS.number();

    private final @Nullable SyscallTable[] tables;
    private final int[] indexes;
    private final SyscallInterceptor[] interceptors;

    /** Over the claims of the modules in force. */
    public Dispatcher(ModuleRegistry modules, List<SyscallInterceptor> interceptors) {
        this.tables = modules.claimedTables();
        this.indexes = modules.claimedIndexes();
        this.interceptors = interceptors.toArray(SyscallInterceptor[]::new);
    }

    /** The interceptors in force. */
    public List<SyscallInterceptor> interceptors() {
        return List.of(interceptors);
    }

    /** Answers the system call that a task's registers hold. */
    public void dispatch(Task task) {
        Registers registers = task.cpu().registers();
        SystemCallGate gate = task.gate();
        if (gate == null) {
            answer(task, registers);
            return;
        }
        task.enterSystemCall((int) registers.systemCallNumber(), registers.argument(0));
        if (gate.enter(task)) {
            answer(task, registers);
        } else {
            task.forgetSystemCall();
            task.leaveSystemCall(0);
        }
        gate.leave(task);
    }

    private void answer(Task task, Registers registers) {
        long wide = registers.systemCallNumber();
        int number = (int) wide;
        long first = registers.argument(0);
        task.enterSystemCall(number, first);
        long result = interceptors.length == 0
                ? call(task, number, registers, first)
                : intercepted(task, number, registers, first);
        task.leaveSystemCall(result);
        registers.setResult(result);
    }

    private long call(Task task, int number, Registers registers, long first) {
        SyscallTable table = number >= 0 && number < tables.length ? tables[number] : null;
        if (table == null) {
            return ENOSYS;
        }
        try {
            return table.invoke(
                    indexes[number],
                    task,
                    first,
                    registers.argument(1),
                    registers.argument(2),
                    registers.argument(3),
                    registers.argument(4),
                    registers.argument(5));
        } catch (ErrnoException error) {
            return -error.number();
        } catch (OutOfMemoryError error) {
            return -Errno.ENOMEM.number();
        } catch (InternalError error) {
            // The JVM's answer to SIGBUS: a mapped file was truncated under a copy.
            return -Errno.EFAULT.number();
        } catch (RuntimeException | StackOverflowError error) {
            logger().error("system call {} of {} failed inside", number, task, error);
            return -Errno.EIO.number();
        }
    }

    private long intercepted(Task task, int number, Registers registers, long first) {
        SyscallDescriptor descriptor = descriptor(number);
        long result = SyscallInterceptor.PROCEED;
        for (SyscallInterceptor interceptor : interceptors) {
            result = interceptor.before(task, number, descriptor);
            if (result != SyscallInterceptor.PROCEED) {
                break;
            }
        }
        long start = System.nanoTime();
        if (result == SyscallInterceptor.PROCEED) {
            result = call(task, number, registers, first);
        }
        long nanoseconds = System.nanoTime() - start;
        for (int i = interceptors.length - 1; i >= 0; i--) {
            interceptors[i].after(task, number, descriptor, result, nanoseconds);
        }
        return result;
    }

    /** Tells the interceptors that a task has ended. */
    void ended(Task task) {
        Process process = task.process();
        int status = process.exiting() ? process.exitStatus() : task.exitStatus();
        for (SyscallInterceptor interceptor : interceptors) {
            interceptor.exited(task, status);
        }
    }

    private @Nullable SyscallDescriptor descriptor(int number) {
        SyscallTable table = number >= 0 && number < tables.length ? tables[number] : null;
        return table == null ? null : table.descriptor(indexes[number]);
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(Dispatcher.class);
    }
}
