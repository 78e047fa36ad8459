/** Clocks, sleeps, timers and the accounting of processor time. */
package io.tombolo.proc.internal.time;
