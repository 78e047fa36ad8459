/**
 * The host's C library by rooms. {@link io.tombolo.host.posix.Host#system} is the entry:
 *
 * <pre>{@code
 * Host host = Host.system();
 * int file = host.paths().open(Fcntl.AT_FDCWD, HostPaths.bytes("/etc/hostname"), Fcntl.O_RDONLY | Fcntl.O_CLOEXEC, 0);
 * NativeBuffer buffer = NativeBuffer.allocate(4096);
 * long length = host.files().rawReadAt(file, buffer.address(), buffer.size(), 0); // bytes, or -errno
 * host.files().close(file);
 * }</pre>
 *
 * <ul>
 *   <li>{@link io.tombolo.host.posix.HostFiles}: contents of open files. {@link io.tombolo.host.posix.HostPaths}: names
 *       and directories. {@link io.tombolo.host.posix.HostAttributes}: extended attributes.
 *   <li>{@link io.tombolo.host.posix.HostDescriptors}: duplicates, flags, pipes. {@link
 *       io.tombolo.host.posix.HostLocks}: locks of files and ranges.
 *   <li>{@link io.tombolo.host.posix.HostMappings}: mappings and memory files. {@link
 *       io.tombolo.host.posix.NativeMemory}: bytes at a host address. {@link io.tombolo.host.posix.NativeBuffer}:
 *       memory of one's own.
 *   <li>{@link io.tombolo.host.posix.HostPolling}: readiness. {@link io.tombolo.host.posix.HostWaiter}: a wait that
 *       another thread ends. {@link io.tombolo.host.posix.HostEvents}: epoll, timers, inotify.
 *   <li>{@link io.tombolo.host.posix.HostSockets}: sockets. {@link io.tombolo.host.posix.SocketMessage}: what they send.
 *       {@link io.tombolo.host.posix.WaitPool}: waits of guest tasks.
 *   <li>{@link io.tombolo.host.posix.HostTerminal}, {@link io.tombolo.host.posix.HostClocks}, {@link
 *       io.tombolo.host.posix.HostProcess}, {@link io.tombolo.host.posix.HostMachine}.
 *   <li>{@link io.tombolo.host.posix.spi.HostCalls}: the raw call below all of them, for what has no method; also the
 *       seam where {@link io.tombolo.host.posix.Host#of} lets a test make calls fail.
 * </ul>
 *
 * Rules: memory is named by host address, paths are bytes, descriptors are the host's. Flags have the values of Linux's
 * {@code asm-generic} headers ({@link io.tombolo.host.posix.Fcntl}, {@link io.tombolo.host.posix.Mman}, {@link
 * io.tombolo.host.posix.Poll}). A method throws {@link io.tombolo.core.spi.ErrnoException} with a Linux errno, or, if
 * its name starts with {@code raw}, answers it negated.
 */
package io.tombolo.host.posix;
