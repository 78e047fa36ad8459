/** Restrictions that a task puts on its own system calls: seccomp(2), with its filters in classic BPF. */
package io.tombolo.proc.internal.seccomp;
