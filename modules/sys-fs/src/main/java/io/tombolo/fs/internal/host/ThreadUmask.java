package io.tombolo.fs.internal.host;

import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Gives each guest thread a file mode creation mask of its own on the host. Linux keeps it for each thread once that has
 * left the process's shared {@code fs_struct} (unshare(2) with {@code CLONE_FS}, which needs no privilege), so the Java
 * process's mask stays as it is and default ACLs work as they should.
 */
final class ThreadUmask {
    private static final int CLONE_FS = 0x200;

    private final HostCalls calls;
    private final ThreadLocal<Integer> current = new ThreadLocal<>();

    ThreadUmask(HostCalls calls) {
        this.calls = calls;
    }

    void apply(int mask) {
        Integer now = current.get();
        if (now == null) {
            calls.call(SyscallNumbers.UNSHARE, CLONE_FS);
        }
        if (now == null || now != mask) {
            calls.call(SyscallNumbers.UMASK, mask);
            current.set(mask);
        }
    }
}
