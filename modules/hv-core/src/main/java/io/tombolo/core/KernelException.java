package io.tombolo.core;

/** A kernel that cannot be made as configured: one sentence that tells the user what, why and what to do. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public KernelException(String message) {
        super(message);
    }
}
