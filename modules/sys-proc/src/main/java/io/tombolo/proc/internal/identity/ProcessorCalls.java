package io.tombolo.proc.internal.identity;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.Host;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.BitSet;

/** Which processors a task may run on, and on which it does. */
public final class ProcessorCalls {
    private static final int LARGEST_MASK = 1024;

    private final Host host;

    @Inject
    ProcessorCalls(Host host) {
        this.host = host;
    }

    /** sched_getaffinity(2). */
    @Syscall("sched_getaffinity")
    public long schedGetaffinity(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.UINT) int cpusetsize,
            @Arg(ArgumentKind.POINTER) long mask) {
        BitSet possible = host.process().affinity();
        int size = (possible.length() + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
        if (Integer.compareUnsigned(cpusetsize, size) < 0 || cpusetsize % Long.BYTES != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        BitSet chosen = find(task, pid).scheduling().affinity();
        byte[] bytes = (chosen == null ? possible : chosen).toByteArray();
        task.guest().copyOut(mask, Arrays.copyOf(bytes, size), 0, size);
        return size;
    }

    /** sched_setaffinity(2): of the calling thread on the host as well, whose threads inherit it as the guest's do. */
    @Syscall(value = "sched_setaffinity", limits = "that of another task is kept and shown, the host is not told")
    public void schedSetaffinity(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.UINT) int cpusetsize,
            @Arg(ArgumentKind.POINTER) long mask) {
        int length = Integer.compareUnsigned(cpusetsize, LARGEST_MASK) > 0 ? LARGEST_MASK : cpusetsize;
        byte[] bytes = new byte[length];
        task.guest().copyIn(mask, bytes, 0, length);
        Task target = find(task, pid);
        requirePermission(task, target);
        BitSet wanted = BitSet.valueOf(bytes);
        wanted.and(available());
        if (wanted.isEmpty()) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (target == task) {
            host.process().setAffinity(wanted);
        }
        target.setScheduling(target.scheduling().withAffinity(wanted));
    }

    /** These two calls know nothing of wrong numbers, only of absent tasks. */
    private static Task find(Task task, int pid) {
        if (pid < 0) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        return SchedulingCalls.find(task, pid);
    }

    private static BitSet available() {
        BitSet all = new BitSet();
        all.set(0, Runtime.getRuntime().availableProcessors());
        return all;
    }

    private static void requirePermission(Task task, Task target) {
        int user = task.credentials().effectiveUser();
        boolean same = user == target.credentials().effectiveUser()
                || user == target.credentials().realUser();
        if (!same && !task.credentials().has(Capability.CAP_SYS_NICE)) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /** getcpu(2): the host's processor. */
    @Syscall(value = "getcpu", limits = "the node is always 0")
    public void getcpu(Task task, @Arg(ArgumentKind.INT_POINTER) long cpu, @Arg(ArgumentKind.INT_POINTER) long node) {
        if (cpu != 0) {
            task.guest().putInt(cpu, host.process().processor());
        }
        if (node != 0) {
            task.guest().putInt(node, 0);
        }
    }
}
