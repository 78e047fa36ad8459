package io.tombolo.proc.internal.message;

/**
 * One message.
 *
 * @param type positive
 */
record Message(long type, byte[] text) {}
