package io.tombolo.testkit;

import io.tombolo.core.Kernel;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallInterceptor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A real task of a real kernel, held at its program's first system call and lent to a test, which may make calls in its name from the test's own
 * thread until it gives the task back by {@link #close}. Calls that block or end the task are not for this.
 *
 * {@snippet :
 * try (BorrowedTask borrowed = BorrowedTask.of(KernelOptions.DEFAULT, "examples/hello")) {
 *     table.invoke(index, borrowed.task(), 0, 0, 0, 0, 0, 0);
 * }
 * }
 */
public final class BorrowedTask implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Holder holder;
    private final Kernel kernel;
    private final Task task;

    private BorrowedTask(Holder holder, Kernel kernel, Task task) {
        this.holder = holder;
        this.kernel = kernel;
        this.task = task;
    }

    /**
     * Starts a kernel and a program, and waits until the program makes its first system call.
     *
     * @param options how to make the kernel
     * @param program the guest path of a program
     */
    public static BorrowedTask of(KernelOptions options, String program) throws InterruptedException {
        Holder holder = new Holder();
        Kernel kernel = Kernel.create(options, List.of(holder));
        boolean held = false;
        try {
            kernel.start(program, List.of(program), List.of());
            Task task = holder.await();
            held = true;
            return new BorrowedTask(holder, kernel, task);
        } finally {
            if (!held) {
                holder.release.countDown();
                kernel.close();
            }
        }
    }

    /** {@return the task} */
    public Task task() {
        return task;
    }

    /** {@return its kernel} */
    public Kernel kernel() {
        return kernel;
    }

    /** Gives the task back and ends the kernel. */
    @Override
    public void close() {
        // The program must not run on between its release and the kernel's end.
        task.process().exit(Signal.SIGKILL);
        holder.release.countDown();
        kernel.close();
    }

    /** Stops the first task that makes a system call. */
    private static final class Holder implements SyscallInterceptor {
        private final AtomicBoolean first = new AtomicBoolean(true);
        private final CountDownLatch caught = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private volatile @Nullable Task task;

        Task await() throws InterruptedException {
            boolean made = caught.await(SECONDS, TimeUnit.SECONDS);
            Task held = task;
            if (!made || held == null) {
                throw new AssertionError("the program made no system call within " + SECONDS + " s");
            }
            return held;
        }

        @Override
        public long before(Task caller, int number, @Nullable SyscallDescriptor descriptor) {
            if (!first.compareAndSet(true, false)) {
                return PROCEED;
            }
            task = caller;
            caught.countDown();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return Errno.ENOSYS.result();
        }

        @Override
        public void after(
                Task caller, int number, @Nullable SyscallDescriptor descriptor, long result, long nanoseconds) {}
    }
}
