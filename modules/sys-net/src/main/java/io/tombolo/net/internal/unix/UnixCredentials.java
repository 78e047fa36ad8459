package io.tombolo.net.internal.unix;

import io.tombolo.core.Task;

/**
 * {@code struct ucred} of unix(7).
 *
 * @param process a guest's process identifier; 0 for a process that the guests cannot see
 * @param user the effective user
 * @param group the effective group
 */
record UnixCredentials(int process, int user, int group) {
    /** Of nobody that is known. */
    static final UnixCredentials NONE = new UnixCredentials(0, -1, -1);

    /** Of a task, as it is now. */
    static UnixCredentials of(Task task) {
        return new UnixCredentials(
                task.process().pid(),
                task.credentials().effectiveUser(),
                task.credentials().effectiveGroup());
    }
}
