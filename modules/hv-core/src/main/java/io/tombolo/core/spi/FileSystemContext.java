package io.tombolo.core.spi;

/** A task's root, working directory and umask: what {@code CLONE_FS} shares. Ref-counted. Thread-safe. */
public interface FileSystemContext {
    /** A copy for a new process. */
    FileSystemContext fork();

    /** Adds a reference. */
    void retain();

    /** Drops a reference; the last one gives the directories back. */
    void release();

    /** The working directory as getcwd(2) tells it. */
    String workingDirectory();

    /** The file mode creation mask. */
    int umask();

    /** Sets the mask and returns the former one. */
    int setUmask(int mask);
}
