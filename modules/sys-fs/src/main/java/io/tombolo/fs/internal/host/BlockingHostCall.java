package io.tombolo.fs.internal.host;

import io.tombolo.core.Task;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.WaitPool;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Host calls that block and that no descriptor announces, such as waiting for a lock: a helper thread makes the call, and
 * the task waits for the helper where a signal can wake it. A helper that was given up undoes what it got.
 */
public final class BlockingHostCall {
    private static final int RUNNING = 0;
    private static final int DONE = 1;
    private static final int ABANDONED = 2;

    private final HostSystem host;
    private final WaitPool waits;

    @Inject
    BlockingHostCall(HostSystem host, WaitPool waits) {
        this.host = host;
        this.waits = waits;
    }

    /**
     * Makes a call.
     *
     * @param file kept open while the helper runs
     * @param undo run if the call succeeds after the task has gone on
     * @return the call's result
     * @throws ErrnoException a restart code
     */
    public long call(Task task, OpenFile file, LongSupplier call, Runnable undo) {
        Helper helper = new Helper(host, file, call, undo);
        Thread thread = new Thread(helper, "host-call");
        thread.setDaemon(true);
        thread.start();
        try {
            waits.await(task, helper.event, Poll.POLLIN, WaitPool.FOREVER);
        } catch (ErrnoException interrupted) {
            if (helper.state.compareAndSet(RUNNING, ABANDONED)) {
                throw interrupted;
            }
        }
        host.close(helper.event);
        return helper.result;
    }

    private static final class Helper implements Runnable {
        private final HostSystem host;
        private final OpenFile file;
        private final LongSupplier call;
        private final Runnable undo;
        private final int event;
        private final AtomicInteger state = new AtomicInteger(RUNNING);
        private volatile long result;

        Helper(HostSystem host, OpenFile file, LongSupplier call, Runnable undo) {
            this.host = host;
            this.call = call;
            this.undo = undo;
            this.event = host.host().polling().createEventCounter(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
            this.file = file.retain();
        }

        @Override
        public void run() {
            try {
                result = call.getAsLong();
                host.host().polling().addEvents(event, 1);
                if (!state.compareAndSet(RUNNING, DONE)) {
                    host.close(event);
                    if (result >= 0) {
                        undo.run();
                    }
                }
            } finally {
                file.release();
            }
        }
    }
}
