package io.tombolo.core.spi;

/** A program that cannot be started: one sentence for the user and the shell's exit status (126 or 127). */
public final class ProgramStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitStatus;

    /**
     * Makes one.
     *
     * @param message what, why, and what to do, in one line
     * @param exitStatus 127 if the program was not found, else 126
     */
    public ProgramStartException(String message, int exitStatus) {
        super(message, null, false, false);
        this.exitStatus = exitStatus;
    }

    /** The shell's exit status for it. */
    public int exitStatus() {
        return exitStatus;
    }
}
