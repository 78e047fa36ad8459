/**
 * The host's side: its calls with guest paths, each thread's memory for their arguments, and waits that a guest signal
 * ends.
 */
package io.tombolo.fs.internal.host;
