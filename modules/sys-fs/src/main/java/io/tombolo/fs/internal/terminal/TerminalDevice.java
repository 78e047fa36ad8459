package io.tombolo.fs.internal.terminal;

import io.tombolo.core.Process;
import io.tombolo.core.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * One terminal of the guest: a host device with the guest's job control.
 *
 * @param jobs whose session and foreground group it has
 * @param rawDevice the device number on the host ({@code st_rdev})
 * @param hostPath where the host has it
 * @param standard whether it is the embedding process's, which the first session gets without opening it
 */
record TerminalDevice(Terminal jobs, long rawDevice, String hostPath, boolean standard) {
    /** Gives the standard terminal to the first session leader that uses it. */
    void attachIfStandard(@Nullable Process process) {
        if (standard && process != null) {
            jobs.attachOnOpen(process);
        }
    }
}
