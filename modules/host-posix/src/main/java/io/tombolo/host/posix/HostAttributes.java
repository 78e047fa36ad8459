package io.tombolo.host.posix;

import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Extended attributes of the host's files, see xattr(7). A file is named by descriptor, which may not be {@code
 * O_PATH}, or by path, of which the last component is followed or, in the methods that say link, is not. Values are
 * memory by address; results are lengths in bytes, and a size of 0 asks for the length only. All methods answer the
 * negative errno. Hosts other than Linux answer {@code -ENOSYS}. Thread-safe.
 */
public final class HostAttributes {
    private final HostCalls calls;

    HostAttributes(HostCalls calls) {
        this.calls = calls;
    }

    /** {@code fgetxattr(2)}. */
    public long rawGet(int descriptor, byte[] name, long value, long size) {
        return calls.call(
                SyscallNumbers.FGETXATTR, descriptor, NativeScratch.current().secondPath(name), value, size);
    }

    /** {@code getxattr(2)}. */
    public long rawGet(byte[] path, byte[] name, long value, long size) {
        return named(SyscallNumbers.GETXATTR, path, name, value, size);
    }

    /** {@code lgetxattr(2)}. */
    public long rawGetOfLink(byte[] path, byte[] name, long value, long size) {
        return named(SyscallNumbers.LGETXATTR, path, name, value, size);
    }

    /** {@code fsetxattr(2)}; {@code flags} of {@code XATTR_CREATE} 1, {@code XATTR_REPLACE} 2. */
    public long rawSet(int descriptor, byte[] name, long value, long size, int flags) {
        return calls.call(
                SyscallNumbers.FSETXATTR, descriptor, NativeScratch.current().secondPath(name), value, size, flags);
    }

    /** {@code setxattr(2)}. */
    public long rawSet(byte[] path, byte[] name, long value, long size, int flags) {
        NativeScratch memory = NativeScratch.current();
        return calls.call(SyscallNumbers.SETXATTR, memory.path(path), memory.secondPath(name), value, size, flags);
    }

    /** {@code lsetxattr(2)}. */
    public long rawSetOfLink(byte[] path, byte[] name, long value, long size, int flags) {
        NativeScratch memory = NativeScratch.current();
        return calls.call(SyscallNumbers.LSETXATTR, memory.path(path), memory.secondPath(name), value, size, flags);
    }

    /** {@code flistxattr(2)}: the names, each with a terminating zero. */
    public long rawList(int descriptor, long list, long size) {
        return calls.call(SyscallNumbers.FLISTXATTR, descriptor, list, size);
    }

    /** {@code listxattr(2)}. */
    public long rawList(byte[] path, long list, long size) {
        return calls.call(SyscallNumbers.LISTXATTR, NativeScratch.current().path(path), list, size);
    }

    /** {@code llistxattr(2)}. */
    public long rawListOfLink(byte[] path, long list, long size) {
        return calls.call(SyscallNumbers.LLISTXATTR, NativeScratch.current().path(path), list, size);
    }

    /** {@code fremovexattr(2)}. */
    public long rawRemove(int descriptor, byte[] name) {
        return calls.call(
                SyscallNumbers.FREMOVEXATTR, descriptor, NativeScratch.current().secondPath(name));
    }

    /** {@code removexattr(2)}. */
    public long rawRemove(byte[] path, byte[] name) {
        return named(SyscallNumbers.REMOVEXATTR, path, name, 0, 0);
    }

    /** {@code lremovexattr(2)}. */
    public long rawRemoveOfLink(byte[] path, byte[] name) {
        return named(SyscallNumbers.LREMOVEXATTR, path, name, 0, 0);
    }

    private long named(int number, byte[] path, byte[] name, long value, long size) {
        NativeScratch memory = NativeScratch.current();
        return calls.call(number, memory.path(path), memory.secondPath(name), value, size);
    }
}
