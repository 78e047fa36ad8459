package io.tombolo.proc.internal.pidfd;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.host.posix.Host;
import jakarta.inject.Inject;

/** Opens descriptors of processes. */
public final class ProcessDescriptors {
    private final Host host;

    @Inject
    ProcessDescriptors(Host host) {
        this.host = host;
    }

    /**
     * Opens one, closed on {@code execve} as all of them are.
     *
     * @param statusFlags {@code O_NONBLOCK} or 0
     * @throws io.tombolo.core.spi.ErrnoException {@code EMFILE}
     */
    public int open(Task task, Process process, int statusFlags) {
        ProcessDescriptor file = new ProcessDescriptor(process, host, statusFlags);
        try {
            return task.files().install(file, 0, true, task.process().limits().bound(ResourceLimits.OPEN_FILES));
        } catch (RuntimeException failure) {
            file.release();
            throw failure;
        }
    }
}
