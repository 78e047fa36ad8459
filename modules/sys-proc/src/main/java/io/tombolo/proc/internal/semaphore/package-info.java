/** System V semaphores: sets, operations on them, what is undone when a process ends (sysvipc(7), {@code ipc/sem.c}). */
package io.tombolo.proc.internal.semaphore;
