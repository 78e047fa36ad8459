package io.tombolo.proc.internal.exec;

import io.tombolo.core.abi.Errno;

/** A program that cannot be executed: the error for {@code execve}, and a sentence for whoever started the first program. */
final class ExecFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int number;
    private final String sentence;

    ExecFailure(int number, String sentence) {
        super(sentence, null, false, false);
        this.number = number;
        this.sentence = sentence;
    }

    ExecFailure(Errno errno, String sentence) {
        this(errno.number(), sentence);
    }

    /** What, why, and what to do, in one line. */
    String sentence() {
        return sentence;
    }

    /** The errno. */
    int number() {
        return number;
    }

    /** The shell's exit status: 127 for what is not there, else 126. */
    int exitStatus() {
        return number == Errno.ENOENT.number() || number == Errno.ENOTDIR.number() ? 127 : 126;
    }
}
