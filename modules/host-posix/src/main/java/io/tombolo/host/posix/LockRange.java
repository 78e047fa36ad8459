package io.tombolo.host.posix;

/**
 * A record lock.
 *
 * @param type {@code F_RDLCK}, {@code F_WRLCK} or {@code F_UNLCK} of {@link Fcntl}
 * @param start first byte, from the start of the file
 * @param length in bytes; 0 for up to the end, however far it moves
 * @param processId who holds it, when the host was asked; -1 for an open file description
 */
public record LockRange(int type, long start, long length, int processId) {}
