/** Counts system calls for {@code --stats}: counters that many tasks add to without a lock, and the table made of them at the end. */
package io.tombolo.core.internal.statistics;
