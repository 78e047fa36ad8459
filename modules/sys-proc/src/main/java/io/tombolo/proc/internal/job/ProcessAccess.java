package io.tombolo.proc.internal.job;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;

/** Whether one task may look into another: {@code __ptrace_may_access} in {@code kernel/ptrace.c}. */
public final class ProcessAccess {
    private ProcessAccess() {}

    /**
     * Requires the right by the caller's real identities.
     *
     * @throws ErrnoException {@code EPERM}
     */
    public static void require(Task task, Task target) {
        if (!permitted(task, target)) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /** Whether the caller has the right: over its own process, over the same user's dumpable ones, or by privilege. */
    public static boolean permitted(Task task, Task target) {
        if (task.process() == target.process()) {
            return true;
        }
        Credentials own = task.credentials();
        Credentials other = target.credentials();
        boolean same = own.realUser() == other.effectiveUser()
                && own.realUser() == other.savedUser()
                && own.realUser() == other.realUser()
                && own.realGroup() == other.effectiveGroup()
                && own.realGroup() == other.savedGroup()
                && own.realGroup() == other.realGroup();
        boolean more = (other.capabilities().permitted() & ~own.capabilities().permitted()) != 0;
        return own.has(Capability.CAP_SYS_PTRACE) || (same && target.process().dumpable() && !more);
    }
}
