/** Asynchronous I/O as io_setup(2) and its relatives have it. */
package io.tombolo.fs.internal.aio;
