/** Signals: faults become signals, handlers are entered and left, masks and actions are set (signal(7)). */
package io.tombolo.proc.internal.signal;
