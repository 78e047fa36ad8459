/** POSIX message queues (mq_overview(7), {@code ipc/mqueue.c}): queues by name, and descriptors of them that can be polled. */
package io.tombolo.proc.internal.mqueue;
