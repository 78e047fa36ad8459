package io.tombolo.cli;

/** A command line that makes no sense: one sentence for the user, exit status 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
