package io.tombolo.fs.internal.host;

import io.tombolo.core.CapabilitySets;
import io.tombolo.core.Credentials;
import io.tombolo.core.abi.Capability;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets each guest thread reach the host's files as the user that the guest says, where the Java process may be anybody: the host then owns files
 * to, and refuses them to, whom Linux would. Linux keeps for each thread the user, group and capabilities that count for files (setfsuid(2),
 * capabilities(7)). The process's other identities stay as they are, so a thread can always come back. Where the process is an ordinary user all
 * guests' users are that one's. Thread-safe.
 */
final class ThreadIdentity {
    /** The superuser, who the Java process is where this class does anything. */
    static final Credentials OWN = Credentials.of(0, 0, List.of());

    /** {@code _LINUX_CAPABILITY_VERSION_3}: two words for each set. */
    private static final int VERSION_3 = 0x20080522;

    private static final int HEADER = 8;
    private static final int SETS = 24;
    private static final int PERMITTED = HEADER + Integer.BYTES;
    private static final int SECOND_WORD = 12;
    private static final long BECOMES_ANYBODY =
            CapabilitySets.bit(Capability.CAP_SETUID) | CapabilitySets.bit(Capability.CAP_SETGID);

    private final HostCalls calls;
    /** What the process may make effective; 0 if it cannot be anybody else. */
    private final long permitted;

    private final ThreadLocal<Assumed> current = ThreadLocal.withInitial(Assumed::new);
    /** Whether any thread has been anybody else than the superuser, whom a new thread is without a host call until then. */
    private volatile boolean varied;

    ThreadIdentity(HostCalls calls) {
        this.calls = calls;
        this.permitted = permittedIfFree();
    }

    private long permittedIfFree() {
        NativeBuffer memory = capabilities();
        if (calls.call(SyscallNumbers.CAPGET, memory.address(), memory.address() + HEADER) < 0) {
            return 0;
        }
        long effective = get(memory, HEADER);
        boolean free = (effective & BECOMES_ANYBODY) == BECOMES_ANYBODY && calls.call(SyscallNumbers.GETEUID) == 0;
        return free ? get(memory, PERMITTED) : 0;
    }

    /** Makes the calling thread who a guest is. */
    @SuppressWarnings("ReferenceEquality") // Others that are equal cost a few host calls more.
    void assume(Credentials wanted) {
        if (permitted == 0) {
            return;
        }
        Assumed now = current.get();
        if (now.credentials == wanted) {
            return;
        }
        if (varied || !isSuperuser(wanted)) {
            varied = true;
            change(wanted);
        }
        now.credentials = wanted;
    }

    private static boolean isSuperuser(Credentials wanted) {
        return wanted.fileSystemUser() == 0
                && wanted.fileSystemGroup() == 0
                && (wanted.capabilities().effective() & CapabilitySets.FOR_FILES) == CapabilitySets.FOR_FILES;
    }

    private void change(Credentials wanted) {
        List<Integer> groups = wanted.supplementaryGroups();
        NativeBuffer list = NativeBuffer.allocate((groups.size() + 1) * Integer.BYTES);
        for (int i = 0; i < groups.size(); i++) {
            list.bytes().putInt(i * Integer.BYTES, groups.get(i));
        }
        calls.call(SyscallNumbers.SETGROUPS, groups.size(), list.address());
        calls.call(SyscallNumbers.SETFSGID, wanted.fileSystemGroup());
        calls.call(SyscallNumbers.SETFSUID, wanted.fileSystemUser());
        long forFiles = permitted & wanted.capabilities().effective() & CapabilitySets.FOR_FILES;
        NativeBuffer sets = capabilities();
        put(sets, HEADER, (permitted & ~CapabilitySets.FOR_FILES) | forFiles);
        put(sets, PERMITTED, permitted);
        calls.call(SyscallNumbers.CAPSET, sets.address(), sets.address() + HEADER);
    }

    private static NativeBuffer capabilities() {
        NativeBuffer memory = NativeBuffer.allocate(HEADER + SETS);
        memory.bytes().putInt(0, VERSION_3);
        return memory;
    }

    private static long get(NativeBuffer memory, int at) {
        return Integer.toUnsignedLong(memory.bytes().getInt(at))
                | (long) memory.bytes().getInt(at + SECOND_WORD) << Integer.SIZE;
    }

    private static void put(NativeBuffer memory, int at, long set) {
        memory.bytes().putInt(at, (int) set);
        memory.bytes().putInt(at + SECOND_WORD, (int) (set >>> Integer.SIZE));
    }

    /** Who a thread is. */
    private static final class Assumed {
        private @Nullable Credentials credentials;
    }
}
