package io.tombolo.fs.internal.terminal;

import io.tombolo.core.Terminal;

/**
 * One terminal of the guest: a host device with the guest's job control.
 *
 * @param jobs whose session and foreground group it has
 * @param rawDevice the device number on the host ({@code st_rdev})
 * @param hostPath where the host has it
 * @param standard whether it is the embedding process's, which controls the first session without having been opened
 */
record TerminalDevice(Terminal jobs, long rawDevice, String hostPath, boolean standard) {}
