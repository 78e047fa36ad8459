/**
 * The intent: what a process has mapped where, with which rights. A {@link io.tombolo.mm.internal.vma.VmaMap} is an
 * immutable value, so a system call plans by making a new one and commits by putting it in the old one's place; pure Java,
 * no host call, no lock.
 */
package io.tombolo.mm.internal.vma;
