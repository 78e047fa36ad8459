package io.tombolo.fs.internal.aio;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.layout.IoEventLayout;
import io.tombolo.core.abi.layout.IocbLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.EventFile;
import io.tombolo.fs.internal.poll.Deadline;
import io.tombolo.fs.internal.poll.TemporaryMask;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Asynchronous I/O: io_setup(2), io_submit(2), io_getevents(2). A request is carried out when it is submitted, as Linux does with
 * everything that goes through the page cache; what can be late is only the fetching of the events.
 */
public final class AioCalls {
    /** {@code /proc/sys/fs/aio-max-nr}. */
    public static final int MOST_REQUESTS = 65536;

    private static final int LARGEST_REQUEST_COUNT = 0x10000000 / IoEventLayout.SIZEOF;
    private static final long PAGE = 4096;

    private final AioContexts contexts;
    private final AioRequests requests;

    @Inject
    AioCalls(AioContexts contexts, AioRequests requests) {
        this.contexts = contexts;
        this.requests = requests;
    }

    /** Makes a context. Its identifier is the address of a page: libraries look for a ring of events there, and find none. */
    @Syscall("io_setup")
    public long ioSetup(Task task, int nrEvents, @Arg(ArgumentKind.POINTER) long ctxp) {
        if (task.guest().getLong(ctxp) != 0
                || nrEvents == 0
                || Integer.compareUnsigned(nrEvents, LARGEST_REQUEST_COUNT) > 0) {
            return Errno.EINVAL.result();
        }
        if (nrEvents > MOST_REQUESTS) {
            return Errno.EAGAIN.result();
        }
        int readWrite = Mman.PROT_READ | Mman.PROT_WRITE;
        long place = task.memory().map(0, PAGE, readWrite, Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS, null, 0);
        try {
            task.guest().putLong(ctxp, place);
        } catch (ErrnoException readOnly) {
            task.memory().unmap(place, PAGE);
            throw readOnly;
        }
        contexts.add(task, place, new AioContext(nrEvents, Runtime.getRuntime().availableProcessors()));
        return 0;
    }

    /** Ends a context. */
    @Syscall("io_destroy")
    public long ioDestroy(Task task, @Arg(ArgumentKind.POINTER) long ctx) {
        contexts.remove(task, ctx).destroy();
        task.memory().unmap(ctx, PAGE);
        return 0;
    }

    /** Carries out requests, up to the first that cannot be one. */
    @Syscall(
            value = "io_submit",
            limits = "no IOCB_CMD_POLL; requests to pipes and sockets wait until they are carried out")
    public long ioSubmit(
            Task task,
            @Arg(ArgumentKind.POINTER) long ctx,
            @Arg(ArgumentKind.SIZE) long nr,
            @Arg(ArgumentKind.POINTER) long iocbpp) {
        if (nr < 0) {
            return Errno.EINVAL.result();
        }
        AioContext context = contexts.get(task, ctx);
        for (long done = 0; done < nr; done++) {
            try {
                submit(task, context, task.guest().getLong(iocbpp + done * Long.BYTES));
            } catch (ErrnoException refused) {
                return done > 0 ? done : -refused.number();
            }
        }
        return nr;
    }

    private void submit(Task task, AioContext context, long iocb) {
        AioRequest request = AioRequest.read(task, iocb);
        if (!context.reserve()) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
        try {
            OpenFile file = task.files().acquire(request.descriptor());
            try {
                submit(task, context, iocb, request, file);
            } finally {
                file.release();
            }
        } catch (ErrnoException refused) {
            context.cancel();
            throw refused;
        }
    }

    private void submit(Task task, AioContext context, long iocb, AioRequest request, OpenFile file) {
        EventFile counter = request.signalsCounter() ? counter(task, request.counter()) : null;
        try {
            task.guest().putInt(iocb + IocbLayout.AIO_KEY, 0);
            long result = requests.carryOut(task, request, file);
            context.complete(new AioContext.Event(request.data(), iocb, result));
            if (counter != null) {
                counter.add(1);
            }
        } finally {
            if (counter != null) {
                counter.release();
            }
        }
    }

    private static EventFile counter(Task task, int descriptor) {
        OpenFile file = task.files().acquire(descriptor);
        if (file instanceof EventFile event && event.kind() == EventFile.Kind.COUNTER) {
            return event;
        }
        file.release();
        throw ErrnoException.of(Errno.EINVAL);
    }

    /** Nothing is ever under way, so there is nothing to stop. */
    @Syscall("io_cancel")
    public long ioCancel(
            Task task,
            @Arg(ArgumentKind.POINTER) long ctx,
            @Arg(ArgumentKind.POINTER) long iocb,
            @Arg(ArgumentKind.POINTER) long result) {
        task.guest().getInt(iocb + IocbLayout.AIO_KEY);
        contexts.get(task, ctx);
        return Errno.EINVAL.result();
    }

    /** Fetches events. */
    @Syscall("io_getevents")
    public long ioGetevents(
            Task task,
            @Arg(ArgumentKind.POINTER) long ctx,
            long minNr,
            long nr,
            @Arg(ArgumentKind.POINTER) long events,
            @Arg(ArgumentKind.TIMESPEC) long timeout) {
        return fetch(task, ctx, minNr, nr, events, Deadline.ofTimespec(task, timeout), Errno.EINTR.result());
    }

    /** Fetches events under a signal mask of its own, which a {@code struct __aio_sigset} holds. */
    @Syscall("io_pgetevents")
    public long ioPgetevents(
            Task task,
            @Arg(ArgumentKind.POINTER) long ctx,
            long minNr,
            long nr,
            @Arg(ArgumentKind.POINTER) long events,
            @Arg(ArgumentKind.TIMESPEC) long timeout,
            @Arg(ArgumentKind.POINTER) long usig) {
        long deadline = Deadline.ofTimespec(task, timeout);
        long mask = usig == 0 ? 0 : task.guest().getLong(usig);
        TemporaryMask.begin(task, mask, usig == 0 ? 0 : task.guest().getLong(usig + Long.BYTES));
        long interrupted = -RestartCode.ERESTARTNOHAND;
        long result;
        try {
            result = fetch(task, ctx, minNr, nr, events, deadline, interrupted);
        } catch (ErrnoException error) {
            result = -error.number();
        }
        if (result != interrupted) {
            TemporaryMask.end(task, mask);
        }
        return result;
    }

    private long fetch(Task task, long ctx, long least, long most, long target, long deadline, long interrupted) {
        AioContext context = contexts.get(task, ctx);
        if (least < 0 || least > most) {
            return Errno.EINVAL.result();
        }
        context.await(task, (int) Math.min(least, Integer.MAX_VALUE), deadline);
        List<AioContext.Event> taken = context.take((int) Math.min(most, Integer.MAX_VALUE));
        try {
            for (int index = 0; index < taken.size(); index++) {
                store(task, target + (long) index * IoEventLayout.SIZEOF, taken.get(index));
            }
        } catch (ErrnoException notWritable) {
            context.putBack(taken);
            throw notWritable;
        }
        return taken.isEmpty() && task.interrupted() ? interrupted : taken.size();
    }

    private static void store(Task task, long target, AioContext.Event event) {
        task.guest().putLong(target + IoEventLayout.DATA, event.data());
        task.guest().putLong(target + IoEventLayout.OBJ, event.request());
        task.guest().putLong(target + IoEventLayout.RES, event.result());
        task.guest().putLong(target + IoEventLayout.RES2, 0);
    }
}
