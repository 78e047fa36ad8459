package io.tombolo.proc.internal.lifecycle;

import io.tombolo.core.Process;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.abi.Signal;

/**
 * How a process ended, as {@code siginfo} tells it.
 *
 * @param code {@code CLD_EXITED}, {@code CLD_KILLED} or {@code CLD_DUMPED}
 * @param status the exit code or the signal
 */
public record ChildStatus(int code, int status) {
    private static final int DUMPED = 0x80;

    /** The end of a zombie. */
    public static ChildStatus of(Process child) {
        return ofStatus(child.family().exitStatus());
    }

    /** An end in the form of wait(2). */
    public static ChildStatus ofStatus(int status) {
        int signal = status & 0x7F;
        if (signal == 0) {
            return new ChildStatus(Signal.CLD_EXITED, status >> 8 & 0xFF);
        }
        return new ChildStatus((status & DUMPED) != 0 ? Signal.CLD_DUMPED : Signal.CLD_KILLED, signal);
    }

    SignalInfo signal(Process child, int signal) {
        return new SignalInfo(signal, code, 0, child.pid(), child.user(), status, 0);
    }
}
