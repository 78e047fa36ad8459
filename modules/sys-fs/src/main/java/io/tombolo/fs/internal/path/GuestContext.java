package io.tombolo.fs.internal.path;

import io.tombolo.core.spi.FileSystemContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Root, working directory and umask of a group of tasks. Thread-safe: the lock guards the three fields only. */
public final class GuestContext implements FileSystemContext {
    private static final int MASK_BITS = 0777;

    private final AtomicInteger references = new AtomicInteger(1);
    private final GuestNames names;
    private DirectoryNode root;
    private DirectoryNode working;
    private int umask;

    /** Takes over a reference to each directory. */
    public GuestContext(GuestNames names, DirectoryNode root, DirectoryNode working, int umask) {
        this.names = names;
        this.root = root;
        this.working = working;
        this.umask = umask;
    }

    /** The root directory, with a reference for the caller. */
    public synchronized DirectoryNode acquireRoot() {
        root.retain();
        return root;
    }

    /** The working directory, with a reference for the caller. */
    public synchronized DirectoryNode acquireWorking() {
        working.retain();
        return working;
    }

    /** Changes the working directory and takes over the reference. */
    public void setWorking(DirectoryNode to) {
        DirectoryNode former;
        synchronized (this) {
            former = working;
            working = to;
        }
        former.release();
    }

    /** Changes the root and takes over the reference. */
    public void setRoot(DirectoryNode to) {
        DirectoryNode former;
        synchronized (this) {
            former = root;
            root = to;
        }
        former.release();
    }

    @Override
    public synchronized FileSystemContext fork() {
        root.retain();
        working.retain();
        return new GuestContext(names, root, working, umask);
    }

    @Override
    public void retain() {
        references.incrementAndGet();
    }

    @Override
    public void release() {
        if (references.decrementAndGet() == 0) {
            root.release();
            working.release();
        }
    }

    @Override
    public String workingDirectory() {
        DirectoryNode directory = acquireWorking();
        DirectoryNode top = acquireRoot();
        try {
            return names.workingDirectory(top, directory);
        } finally {
            top.release();
            directory.release();
        }
    }

    @Override
    public synchronized int umask() {
        return umask;
    }

    @Override
    public synchronized int setUmask(int mask) {
        int former = umask;
        umask = mask & MASK_BITS;
        return former;
    }
}
