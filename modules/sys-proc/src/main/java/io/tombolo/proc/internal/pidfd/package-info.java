/** Descriptors of processes: pidfd_open(2) and what can be done with them. */
package io.tombolo.proc.internal.pidfd;
