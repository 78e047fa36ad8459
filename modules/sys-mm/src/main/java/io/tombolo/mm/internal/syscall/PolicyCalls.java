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
    private static final int STATIC_NODES = 1 << 15;
    private static final int RELATIVE_NODES = 1 << 14;
    private static final int NUMA_BALANCING = 1 << 13;
    private static final int MODE_FLAGS = STATIC_NODES | RELATIVE_NODES | NUMA_BALANCING;
    private static final int PREFERRED_MANY = 5;
    private static final int MODE_MASK = 15;
    /** That a policy keeps what the mask said: in what {@link PagedMemory#bind} notes. */
    private static final int RELATIVE = 16;

    private static final int LAST_MODE = 6;
    private static final int LARGEST_MASK = 4096 * 8;
    private static final int MOVE = 2;
    private static final int MOVE_ALL = 4;
    private static final int MOVE_FLAGS = MOVE | MOVE_ALL | 1;
    private static final long PAGE = 4096;
    private static final int NODE = 1;

    @Inject
    PolicyCalls() {}

    /** get_mempolicy(2). */
    @Syscall(value = "get_mempolicy", limits = "The policy of a task, which set_mempolicy sets, is always the default.")
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
        int policy = (flags & MPOL_F_ADDR) != 0 ? PagedMemory.of(task).policy(addr) : 0;
        if (policy < 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        int found = policy == 0 ? MPOL_DEFAULT : (policy & MODE_MASK) - 1;
        boolean bound = policy != 0 && found != MPOL_LOCAL;
        GuestMemory memory = task.guest();
        if (mode != 0) {
            memory.putInt(mode, (flags & MPOL_F_NODE) != 0 ? 0 : found);
        }
        if (nodemask != 0) {
            for (long bit = 0; bit < maxnode; bit += Long.SIZE) {
                memory.putLong(nodemask + bit / Byte.SIZE, (allowed || bound) && bit == 0 ? NODE : 0);
            }
        }
    }

    /** set_mempolicy(2). */
    @Syscall("set_mempolicy")
    public void setMempolicy(
            Task task, int mode, @Arg(ArgumentKind.POINTER) long nodemask, @Arg(ArgumentKind.SIZE) long maxnode) {
        policy(mode, readPolicy(task, mode, nodemask, maxnode));
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
        boolean named = readPolicy(task, mode, nodemask, maxnode);
        long start = untagged(addr);
        long end = start + (len + PAGE - 1 & -PAGE);
        if ((flags & ~MOVE_FLAGS) != 0 || start % PAGE != 0 || end < start) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & MOVE_ALL) != 0 && !task.credentials().privileged()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        if (end > start) {
            PagedMemory.of(task).bind(start, end, policy(mode, named));
        }
    }

    /** set_mempolicy_home_node(2): there is no mapping whose policy could have another home than the only node. */
    @Syscall(value = "set_mempolicy_home_node", limits = "The home node is not kept; there is but one.")
    public void setMempolicyHomeNode(
            Task task,
            long start,
            @Arg(ArgumentKind.SIZE) long len,
            @Arg(ArgumentKind.SIZE) long home_node,
            @Arg(ArgumentKind.HEX) long flags) {
        long first = untagged(start);
        long end = first + (len + PAGE - 1 & -PAGE);
        if (first % PAGE != 0 || flags != 0 || home_node != 0 || end < first) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (end == first) {
            return;
        }
        int policy = PagedMemory.of(task).policy(first);
        int mode = (policy & MODE_MASK) - 1;
        if (policy <= 0) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        if (mode != MPOL_BIND && mode != PREFERRED_MANY) {
            throw ErrnoException.of(Errno.EOPNOTSUPP);
        }
    }

    /** move_pages(2): tells that pages are on the only node; there is no other one to move them to. */
    @Syscall("move_pages")
    public void movePages(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.SIZE) long nr_pages,
            @Arg(ArgumentKind.POINTER) long pages,
            @Arg(ArgumentKind.POINTER) long nodes,
            @Arg(ArgumentKind.POINTER) long status,
            @Arg(ArgumentKind.HEX) int flags) {
        if ((flags & ~(MOVE | MOVE_ALL)) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & MOVE_ALL) != 0 && !task.credentials().privileged()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        Task target = pid == 0 ? task : task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        PagedMemory memory = (PagedMemory) target.memory();
        for (long index = 0; index < nr_pages; index++) {
            long page = task.guest().getLong(pages + index * Long.BYTES);
            if (nodes != 0 && task.guest().getInt(nodes + index * Integer.BYTES) != 0) {
                throw ErrnoException.of(Errno.ENODEV);
            }
            task.guest().putInt(status + index * Integer.BYTES, nodeOf(memory, page));
        }
    }

    private static int nodeOf(PagedMemory memory, long page) {
        if (memory.isFree(page)) {
            return -Errno.EFAULT.number();
        }
        return memory.addressSpace().hostAddress(untagged(page)) == 0 ? -Errno.ENOENT.number() : 0;
    }

    /** migrate_pages(2): all pages are where they can be. */
    @Syscall("migrate_pages")
    public void migratePages(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.SIZE) long maxnode,
            @Arg(ArgumentKind.POINTER) long old_nodes,
            @Arg(ArgumentKind.POINTER) long new_nodes) {
        checkMask(maxnode);
        boolean from = old_nodes != 0 && maxnode > 1 && namesNode(task.guest(), old_nodes, maxnode - 1);
        boolean to = new_nodes != 0 && maxnode > 1 && namesNode(task.guest(), new_nodes, maxnode - 1);
        if (pid != 0 && task.kernel().processes().task(pid) == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        if (!to || !from) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static long untagged(long address) {
        return address << Byte.SIZE >> Byte.SIZE;
    }

    private static void checkMask(long maxnode) {
        if (Long.compareUnsigned(maxnode, LARGEST_MASK) > 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** Checks mode and mask each by itself, and tells whether the mask names the node: {@code sanitize_mpol_flags}, {@code get_nodes}. */
    private static boolean readPolicy(Task task, int mode, long nodemask, long maxnode) {
        int policy = mode & ~MODE_FLAGS;
        boolean contradictory = (mode & STATIC_NODES) != 0 && (mode & RELATIVE_NODES) != 0;
        boolean unbalanced = (mode & NUMA_BALANCING) != 0 && policy != MPOL_BIND && policy != PREFERRED_MANY;
        if (policy < 0 || policy > LAST_MODE || contradictory || unbalanced) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        checkMask(maxnode);
        return nodemask != 0 && maxnode > 1 && namesNode(task.guest(), nodemask, maxnode - 1);
    }

    /**
     * What {@link PagedMemory#bind} notes: the mode plus one, and whether the mask is kept as it was given; 0 for the default policy. A policy
     * needs nodes exactly if it is neither the default nor local, and there is but one node to name: {@code mpol_new}.
     */
    private static int policy(int mode, boolean named) {
        int policy = mode & ~MODE_FLAGS;
        boolean needsNode = policy != MPOL_DEFAULT && policy != MPOL_LOCAL && policy != MPOL_PREFERRED;
        boolean relative = (mode & (STATIC_NODES | RELATIVE_NODES)) != 0;
        boolean local = policy == MPOL_LOCAL || (policy == MPOL_PREFERRED && !named);
        if ((needsNode != named && policy != MPOL_PREFERRED) || (local && relative)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (policy == MPOL_DEFAULT) {
            return 0;
        }
        return (local ? MPOL_LOCAL : policy) + 1 | (relative ? RELATIVE : 0);
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
