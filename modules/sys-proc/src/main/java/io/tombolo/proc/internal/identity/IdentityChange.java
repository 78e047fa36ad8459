package io.tombolo.proc.internal.identity;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;

/** Gives a task other credentials, with what Linux's {@code commit_creds} does beside. */
final class IdentityChange {
    private IdentityChange() {}

    /** A task that becomes somebody else is no longer to be looked into, nor told of its parent's end. */
    static void commit(Task task, Credentials to) {
        Credentials from = task.credentials();
        boolean other = from.effectiveUser() != to.effectiveUser()
                || from.effectiveGroup() != to.effectiveGroup()
                || from.fileSystemUser() != to.fileSystemUser()
                || from.fileSystemGroup() != to.fileSystemGroup()
                || (to.capabilities().permitted() & ~from.capabilities().permitted()) != 0;
        if (other) {
            task.process().setDumpable(false);
            task.setParentDeathSignal(0);
        }
        task.setCredentials(to);
    }
}
