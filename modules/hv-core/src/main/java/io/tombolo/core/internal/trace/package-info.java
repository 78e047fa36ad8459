/**
 * Prints system calls as strace does, from the descriptors that the compile-time processor made: {@link
 * io.tombolo.core.internal.trace.CallFormatter} walks the arguments, {@link io.tombolo.core.internal.trace.GuestText} reads
 * what pointers point at without ever failing, the tables name flags and commands.
 */
package io.tombolo.core.internal.trace;
