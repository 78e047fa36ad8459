package io.tombolo.fs.internal.host;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostFiles;
import io.tombolo.host.posix.HostPaths;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.charset.StandardCharsets;

/**
 * The host as this module uses it: names are strings of one character a byte. Errors are thrown as {@link
 * ErrnoException}. Thread-safe.
 */
public final class HostSystem {
    private static final byte[] EMPTY = {};

    private final Host host;
    private final HostCalls calls;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);
    private final ThreadUmask umask;
    private final ThreadIdentity identity;
    /** An empty string in host memory, for calls on a descriptor alone. */
    private final NativeBuffer emptyPath = NativeBuffer.allocate(8);

    /** Over a host, which a test may have wrapped. */
    public HostSystem(Host host) {
        this.host = host;
        this.calls = host.calls();
        this.umask = new ThreadUmask(calls);
        this.identity = new ThreadIdentity(calls);
    }

    /** The raw calls. */
    public HostCalls calls() {
        return calls;
    }

    /** Calls on open files. */
    public HostFiles files() {
        return host.files();
    }

    /** Calls on names. */
    public HostPaths paths() {
        return host.paths();
    }

    /** The host itself. */
    public Host host() {
        return host;
    }

    /** The thread's memory. */
    public Scratch scratch() {
        return scratch.get();
    }

    /** Makes the file mode creation mask of this thread's host calls a guest's. */
    public void applyUmask(int mask) {
        umask.apply(mask);
    }

    /**
     * Makes this thread's host calls on files those of a guest's user, where the Java process may be anybody. A thread that is not the task's own
     * stays as it is.
     */
    public void assume(Task task) {
        if (Thread.currentThread().equals(task.thread())) {
            identity.assume(task.credentials());
        }
    }

    /** Makes this thread's host calls those of the identities with which access(2) asks, until the next {@link #assume}. */
    public void assumeForAccess(Task task) {
        if (Thread.currentThread().equals(task.thread())) {
            identity.assume(task.credentials().forAccess());
        }
    }

    /** Makes this thread's host calls those of the Java process again. */
    public void assumeOwn() {
        identity.assume(ThreadIdentity.OWN);
    }

    /** A name as the host takes it. */
    public static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A name that the host gave. */
    public static String string(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** Opens a name in a directory with no rule but {@code O_NOFOLLOW} if that is among the flags. */
    public int open(int directory, String name, int flags, int mode) {
        return host.paths().open(directory, bytes(name), flags | Fcntl.O_CLOEXEC, mode);
    }

    /** Opens beneath a directory: no link is followed and nothing above is reached; see openat2(2). */
    public int openBeneath(int directory, String path, int flags, int mode) {
        int resolve = Fcntl.RESOLVE_BENEATH | Fcntl.RESOLVE_NO_SYMLINKS | Fcntl.RESOLVE_NO_MAGICLINKS;
        return host.paths().openResolving(directory, bytes(path), flags | Fcntl.O_CLOEXEC, mode, resolve);
    }

    /** Opens what a descriptor refers to once more, with its own offset and flags. */
    public int reopen(int descriptor, int flags) {
        return open(Fcntl.AT_FDCWD, descriptorPath(descriptor), flags, 0);
    }

    /** A name of this process's descriptor, for host calls that want a path. */
    public static String descriptorPath(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }

    /** Duplicates a descriptor. */
    public int duplicate(int descriptor) {
        return (int) check(calls.call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_DUPFD_CLOEXEC, 0));
    }

    /** Closes a descriptor; an error has nobody to go to. */
    public void close(int descriptor) {
        calls.call(SyscallNumbers.CLOSE, descriptor);
    }

    /** What the host knows of an open file. */
    public void status(int descriptor, FileAttributes to) {
        Scratch memory = scratch.get();
        check(calls.call(
                SyscallNumbers.STATX,
                descriptor,
                emptyPath.address(),
                Fcntl.AT_EMPTY_PATH,
                FileAttributes.WANTED,
                memory.address()));
        to.load(memory.structures());
    }

    /** The text of a symbolic link that a descriptor refers to. */
    public String linkText(int descriptor) {
        return string(host.paths().readLink(descriptor, EMPTY));
    }

    /** The host's path of an open file, as the host sees it now; ends in {@code " (deleted)"} when it has none. */
    public String pathOf(int descriptor) {
        return string(host.paths().readLink(Fcntl.AT_FDCWD, bytes(descriptorPath(descriptor))));
    }
}
