/** System V message queues (sysvipc(7), {@code ipc/msg.c}). */
package io.tombolo.proc.internal.message;
