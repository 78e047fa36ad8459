package io.tombolo.mm.internal.syscall;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;

/** NUMA policies of a machine with one node, where every policy that names the node is the same; see numa(7). */
public final class PolicyCalls {
    /** {@code MPOL_F_STATIC_NODES}, {@code MPOL_F_RELATIVE_NODES}, {@code MPOL_F_NUMA_BALANCING}. */
    private static final int MODE_FLAGS = 0xE000;

    private static final int LAST_MODE = 6;
    private static final int LARGEST_MASK = 4096 * 8;
    private static final int MOVE_FLAGS = 7;
    private static final int NODE = 1;

    @Inject
    PolicyCalls() {}

    /** get_mempolicy(2). */
    @Syscall(value = "get_mempolicy", limits = "answers the default policy")
    public void getMempolicy(
            Task task,
            @Arg(ArgumentKind.INT_POINTER) long mode,
            @Arg(ArgumentKind.POINTER) long nodemask,
            @Arg(ArgumentKind.SIZE) long maxnode,
            long addr,
            @Arg(ArgumentKind.HEX) int flags) {
        boolean allowed = flags == MPOL_F_MEMS_ALLOWED;
        if ((!allowed && (flags & ~(MPOL_F_NODE | MPOL_F_ADDR)) != 0)
                || (nodemask != 0 && maxnode < NODE)
                || (flags == 0 && addr != 0)
                || flags == MPOL_F_NODE) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & MPOL_F_ADDR) != 0 && PagedMemory.of(task).isFree(addr)) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        GuestMemory memory = task.guest();
        if (mode != 0) {
            memory.putInt(mode, MPOL_DEFAULT);
        }
        if (nodemask != 0) {
            for (long bit = 0; bit < maxnode; bit += Long.SIZE) {
                memory.putLong(nodemask + bit / Byte.SIZE, allowed && bit == 0 ? NODE : 0);
            }
        }
    }

    /** set_mempolicy(2). */
    @Syscall("set_mempolicy")
    public void setMempolicy(
            Task task, int mode, @Arg(ArgumentKind.POINTER) long nodemask, @Arg(ArgumentKind.SIZE) long maxnode) {
        checkPolicy(task, mode, nodemask, maxnode);
    }

    /** mbind(2). */
    @Syscall("mbind")
    public void mbind(
            Task task,
            long addr,
            @Arg(ArgumentKind.SIZE) long len,
            int mode,
            @Arg(ArgumentKind.POINTER) long nodemask,
            @Arg(ArgumentKind.SIZE) long maxnode,
            @Arg(ArgumentKind.HEX) int flags) {
        if ((addr & 4095) != 0 || (flags & ~MOVE_FLAGS) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        checkPolicy(task, mode, nodemask, maxnode);
        if (len != 0 && PagedMemory.of(task).isFree(addr)) {
            throw ErrnoException.of(Errno.EFAULT);
        }
    }

    /** A policy needs nodes exactly if it is not the default one, and there is but one node to name. */
    private static void checkPolicy(Task task, int mode, long nodemask, long maxnode) {
        int policy = mode & ~MODE_FLAGS;
        if (policy < 0 || policy > LAST_MODE || Long.compareUnsigned(maxnode, LARGEST_MASK) > 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        boolean named = nodemask != 0 && maxnode > 1 && namesNode(task.guest(), nodemask, maxnode - 1);
        boolean needsNode = policy != MPOL_DEFAULT && policy != MPOL_LOCAL && policy != MPOL_PREFERRED;
        if (needsNode != named && policy != MPOL_PREFERRED) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static boolean namesNode(GuestMemory memory, long nodemask, long bits) {
        boolean first = false;
        for (long bit = 0; bit < bits; bit += Long.SIZE) {
            long word = memory.getLong(nodemask + bit / Byte.SIZE);
            long valid = bits - bit >= Long.SIZE ? word : word & ((1L << (bits - bit)) - 1);
            if ((bit == 0 ? valid & ~NODE : valid) != 0) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            first |= valid != 0;
        }
        return first;
    }
}
