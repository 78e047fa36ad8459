package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.Optional;

/**
 * Locks of the host. Record locks are only offered as locks of the open file description: those of the process would be
 * shared by all guests of the Java process, and lost when any descriptor of the file is closed. Thread-safe.
 */
public final class HostLocks {
    private final HostCalls calls;
    private final HostAbi abi;

    HostLocks(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /**
     * Locks or unlocks a whole file: {@code flock(2)}. Without {@code LOCK_NB} it may block without end.
     *
     * @param operation of {@code LOCK_*} in {@link Fcntl}
     */
    public void lockFile(int descriptor, int operation) {
        check(calls.call(SyscallNumbers.FLOCK, descriptor, operation));
    }

    /**
     * Sets or clears a record lock: {@code F_OFD_SETLK} of fcntl(2).
     *
     * @return false if somebody else's lock is in the way
     */
    public boolean tryLock(int descriptor, LockRange range) {
        long result = request(descriptor, Fcntl.F_OFD_SETLK, range);
        if (result == Errno.EAGAIN.result() || result == Errno.EACCES.result()) {
            return false;
        }
        check(result);
        return true;
    }

    /** Sets a record lock once nobody is in the way: {@code F_OFD_SETLKW}. It may block without end. */
    public void lock(int descriptor, LockRange range) {
        check(request(descriptor, Fcntl.F_OFD_SETLKW, range));
    }

    /** A lock that would be in the way, if there is one: {@code F_OFD_GETLK}. */
    public Optional<LockRange> conflict(int descriptor, LockRange range) {
        check(request(descriptor, Fcntl.F_OFD_GETLK, range));
        LockRange found = abi.lockRange(NativeScratch.current().structures());
        return found.type() == Fcntl.F_UNLCK ? Optional.empty() : Optional.of(found);
    }

    private long request(int descriptor, int command, LockRange range) {
        if (range.start() < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        NativeScratch memory = NativeScratch.current();
        abi.putLockRange(memory.structures(), range);
        return calls.call(SyscallNumbers.FCNTL, descriptor, abi.flags().fcntlCommand(command), memory.address());
    }
}
