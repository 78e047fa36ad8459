package io.tombolo.core.spi;

/**
 * A range of a host file for {@link DaxMapper#setup}.
 *
 * @param descriptor the host's, open for reading; it stays the caller's
 * @param writable whether it was opened for writing too, as the caller learnt when it was opened
 * @param offset where the range begins, in bytes
 */
public record DaxFile(int descriptor, boolean writable, long offset) {}
