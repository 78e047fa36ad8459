package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Descriptors as such: duplicates, their flags, and pipes. Errors are thrown as {@link
 * io.tombolo.core.spi.ErrnoException}, as the call's section of the Linux manual names them. Thread-safe.
 */
public final class HostDescriptors {
    private static final int FD_CLOEXEC = 1;

    private final HostCalls calls;
    private final HostAbi abi;

    HostDescriptors(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /**
     * A second descriptor of the same open file, closed on {@code execve}: {@code F_DUPFD_CLOEXEC} of fcntl(2).
     *
     * @param lowest the smallest number that it may have
     */
    public int duplicate(int descriptor, int lowest) {
        return control(descriptor, Fcntl.F_DUPFD_CLOEXEC, lowest);
    }

    /** The open flags ({@code O_*} of {@link Fcntl}) of the open file. */
    public int flags(int descriptor) {
        return abi.flags().openFromHost(control(descriptor, Fcntl.F_GETFL, 0));
    }

    /**
     * Sets the flags that may change: {@code O_APPEND}, {@code O_ASYNC}, {@code O_DIRECT}, {@code O_NOATIME} and {@code
     * O_NONBLOCK}. They belong to the open file, so whoever shares it sees them.
     */
    public void setFlags(int descriptor, int flags) {
        control(descriptor, Fcntl.F_SETFL, abi.flags().open(flags));
    }

    /** Whether {@code execve} closes the descriptor. */
    public boolean closesOnExecute(int descriptor) {
        return (control(descriptor, Fcntl.F_GETFD, 0) & FD_CLOEXEC) != 0;
    }

    /** Sets whether {@code execve} closes the descriptor. */
    public void setClosesOnExecute(int descriptor, boolean closes) {
        control(descriptor, Fcntl.F_SETFD, closes ? FD_CLOEXEC : 0);
    }

    /**
     * A request of fcntl(2) whose argument is a number, such as {@code F_SETPIPE_SZ}, {@code F_ADD_SEALS}, {@code
     * F_SETLEASE}.
     *
     * @param command of {@code F_*} in {@link Fcntl}
     */
    public int control(int descriptor, int command, long argument) {
        return (int)
                check(calls.call(SyscallNumbers.FCNTL, descriptor, abi.flags().fcntlCommand(command), argument));
    }

    /**
     * Makes a pipe: {@code pipe2(2)}.
     *
     * @param flags of {@code O_CLOEXEC}, {@code O_NONBLOCK}, {@code O_DIRECT}
     * @return both ends, which the caller closes
     */
    public Pipe createPipe(int flags) {
        NativeScratch memory = NativeScratch.current();
        abi.createPipe(calls, memory.address(), flags);
        return new Pipe(memory.structures().getInt(0), memory.structures().getInt(Integer.BYTES));
    }

    /** How many bytes can be read at once: {@code FIONREAD} of ioctl(2). */
    public int available(int descriptor) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.IOCTL, descriptor, abi.controlRequests().available(), memory.address()));
        return memory.structures().getInt(0);
    }

    /**
     * The ends of a pipe.
     *
     * @param readEnd descriptor to read from
     * @param writeEnd descriptor to write to
     */
    public record Pipe(int readEnd, int writeEnd) {}
}
