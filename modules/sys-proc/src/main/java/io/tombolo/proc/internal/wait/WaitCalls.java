package io.tombolo.proc.internal.wait;

import io.tombolo.core.ResourceUsage;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Wait;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.pidfd.ProcessDescriptor;
import io.tombolo.proc.internal.signal.SignalInfoLayout;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** wait4(2) and waitid(2). */
public final class WaitCalls {
    private static final int CHILD_KINDS = Wait.__WNOTHREAD | Wait.__WALL | Wait.__WCLONE;
    private static final int WAIT4_OPTIONS = Wait.WNOHANG | Wait.WUNTRACED | Wait.WCONTINUED | CHILD_KINDS;
    private static final int EVENTS = Wait.WEXITED | Wait.WSTOPPED | Wait.WCONTINUED;
    private static final int WAITID_OPTIONS = Wait.WNOHANG | Wait.WNOWAIT | EVENTS | CHILD_KINDS;
    private static final int USAGE_SIZE = 144;

    @Inject
    WaitCalls() {}

    /** wait4(2). */
    @Syscall(value = "wait4", result = ArgumentKind.PID)
    public long wait4(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.INT_POINTER) long wstatus,
            @Arg(ArgumentKind.WAIT_OPTIONS) int options,
            @Arg(ArgumentKind.POINTER) long rusage) {
        if ((options & ~WAIT4_OPTIONS) != 0) {
            return -Errno.EINVAL.number();
        }
        if (pid == Integer.MIN_VALUE) {
            return -Errno.ESRCH.number();
        }
        ChildEvent event = ChildWait.await(task, WaitFilter.ofPid(task.process(), pid, options | Wait.WEXITED));
        if (event == null) {
            return 0;
        }
        if (wstatus != 0) {
            task.guest().putInt(wstatus, event.waitStatus());
        }
        writeUsage(task.guest(), rusage, event.usage());
        return event.pid();
    }

    /** waitid(2), with the fifth argument that only the kernel knows. */
    @Syscall("waitid")
    public long waitid(
            Task task,
            @Arg(ArgumentKind.WAIT_ID) int idtype,
            @Arg(ArgumentKind.PID) int id,
            @Arg(ArgumentKind.POINTER) long infop,
            @Arg(ArgumentKind.WAIT_OPTIONS) int options,
            @Arg(ArgumentKind.POINTER) long rusage) {
        boolean badId = (idtype == Wait.P_PID && id <= 0) || (idtype >= Wait.P_PGID && id < 0);
        if ((options & ~WAITID_OPTIONS) != 0
                || (options & EVENTS) == 0
                || idtype < Wait.P_ALL
                || idtype > Wait.P_PIDFD
                || badId) {
            return -Errno.EINVAL.number();
        }
        ChildEvent event = ChildWait.await(task, filter(task, idtype, id, options));
        if (event != null) {
            writeUsage(task.guest(), rusage, event.usage());
        }
        if (infop != 0) {
            writeInfo(task.guest(), infop, event);
        }
        return 0;
    }

    private static WaitFilter filter(Task task, int idtype, int id, int options) {
        return switch (idtype) {
            case Wait.P_PIDFD ->
                new WaitFilter(
                        Wait.P_PID, ProcessDescriptor.of(task, id).process().pid(), options);
            case Wait.P_PGID ->
                new WaitFilter(idtype, id == 0 ? task.process().family().group().id() : id, options);
            default -> new WaitFilter(idtype, id, options);
        };
    }

    /** Writes the fields that the kernel writes, which are not all of {@code siginfo_t}. */
    private static void writeInfo(GuestMemory memory, long address, @Nullable ChildEvent event) {
        byte[] bytes = new byte[SignalInfoLayout.SIZE];
        if (event != null) {
            SignalInfo info = new SignalInfo(
                    Signal.SIGCHLD, event.code(), 0, event.pid(), event.child().user(), event.status(), 0);
            SignalInfoLayout.write(info, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0);
        }
        memory.copyOut(address, bytes, 0, 12);
        memory.copyOut(address + 16, bytes, 16, 12);
    }

    private static void writeUsage(GuestMemory memory, long address, ResourceUsage.Times usage) {
        if (address == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(USAGE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        putTime(bytes, usage.userNanos());
        putTime(bytes, usage.systemNanos());
        bytes.putLong(usage.maximumResident());
        bytes.putLong(64, usage.minorFaults());
        memory.copyOut(address, bytes.array(), 0, USAGE_SIZE);
    }

    private static void putTime(ByteBuffer bytes, long nanoseconds) {
        bytes.putLong(nanoseconds / 1_000_000_000).putLong(nanoseconds / 1000 % 1_000_000);
    }
}
