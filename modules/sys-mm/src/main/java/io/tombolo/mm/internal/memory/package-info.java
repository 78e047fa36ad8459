/**
 * A process's memory: the operations of the memory system calls over VMAs and page map, page faults, {@code fork}.
 *
 * <p>Every change is made in three steps. <em>Plan</em>: compute the new {@link io.tombolo.mm.internal.vma.VmaMap} and throw what Linux
 * would answer. <em>Reserve</em>: whatever can still fail, such as the host's mapping of a file. <em>Commit</em>: change the page map and put the
 * new VMAs in force, which cannot fail. So a failure leaves no trace, and nothing is ever rolled back.
 *
 * <p>Locks, in the order in which they are taken: the memory's own lock ({@link io.tombolo.mm.internal.memory.Change}), the registry
 * of files, a backing, the frame pool. What a change has taken out of the page map is given back after the lock was left and every vCPU
 * has passed a safepoint.
 */
package io.tombolo.mm.internal.memory;
