package io.tombolo.core;

/**
 * Whom an open file tells of its readiness, and by which signal (F_SETOWN, F_SETOWN_EX and F_SETSIG of fcntl(2)).
 *
 * @param type {@link #TASK}, {@link #PROCESS} or {@link #GROUP}
 * @param id the number of the task, process or group; 0 for nobody
 * @param signal 0 for {@code SIGIO}
 */
public record SignalOwner(int type, int id, int signal) {
    /** {@code F_OWNER_TID}. */
    public static final int TASK = 0;
    /** {@code F_OWNER_PID}. */
    public static final int PROCESS = 1;
    /** {@code F_OWNER_PGRP}. */
    public static final int GROUP = 2;
    /** What a file begins with. */
    public static final SignalOwner NOBODY = new SignalOwner(PROCESS, 0, 0);

    /** The same owner with another signal. */
    public SignalOwner withSignal(int number) {
        return new SignalOwner(type, id, number);
    }

    /** Another owner with the same signal. */
    public SignalOwner withOwner(int newType, int newId) {
        return new SignalOwner(newType, newId, signal);
    }
}
