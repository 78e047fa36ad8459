package io.tombolo.core;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;

/**
 * The four identities that a task has of users, and of groups: the rules of changing them are the same (credentials(7),
 * {@code kernel/sys.c}). Immutable.
 *
 * @param real who started it
 * @param effective whose rights it has
 * @param saved what the effective one may become again
 * @param fileSystem what counts for files; follows the effective one
 */
public record Identities(int real, int effective, int saved, int fileSystem) {
    /** The argument that leaves an identity alone. */
    public static final int UNCHANGED = -1;

    /** All alike. */
    public static Identities of(int id) {
        return new Identities(id, id, id, id);
    }

    /**
     * setuid(2) and setgid(2).
     *
     * @param privileged whether the task may take any identity
     * @throws ErrnoException {@code EINVAL}, {@code EPERM}
     */
    public Identities set(int id, boolean privileged) {
        if (id == UNCHANGED) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (privileged) {
            return of(id);
        }
        require(id == real || id == saved);
        return new Identities(real, id, saved, id);
    }

    /** setreuid(2) and setregid(2): the saved one follows if the real one is set, or the effective one to something new. */
    public Identities setRealAndEffective(int newReal, int newEffective, boolean privileged) {
        int realNow = newReal == UNCHANGED ? real : newReal;
        int effectiveNow = newEffective == UNCHANGED ? effective : newEffective;
        require(privileged || realNow == real || realNow == effective);
        require(privileged || isOneOf(effectiveNow));
        boolean saves = newReal != UNCHANGED || (newEffective != UNCHANGED && newEffective != real);
        return new Identities(realNow, effectiveNow, saves ? effectiveNow : saved, effectiveNow);
    }

    /** setresuid(2) and setresgid(2). */
    public Identities setAll(int newReal, int newEffective, int newSaved, boolean privileged) {
        int realNow = newReal == UNCHANGED ? real : newReal;
        int effectiveNow = newEffective == UNCHANGED ? effective : newEffective;
        int savedNow = newSaved == UNCHANGED ? saved : newSaved;
        require(privileged || (isOneOf(realNow) && isOneOf(effectiveNow) && isOneOf(savedNow)));
        return new Identities(realNow, effectiveNow, savedNow, effectiveNow);
    }

    /** setfsuid(2) and setfsgid(2), which answer no error: what is not allowed changes nothing. */
    public Identities setFileSystem(int id, boolean privileged) {
        boolean allowed = id != UNCHANGED && (privileged || isOneOf(id) || id == fileSystem);
        return allowed ? new Identities(real, effective, saved, id) : this;
    }

    /** What becomes of them by {@code execve}. */
    public Identities forNewProgram() {
        return new Identities(real, effective, effective, effective);
    }

    private boolean isOneOf(int id) {
        return id == real || id == effective || id == saved;
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }
}
