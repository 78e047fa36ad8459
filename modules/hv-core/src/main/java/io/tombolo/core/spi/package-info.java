/**
 * The seams of the house: what an engine, a system-call module, an interceptor, a snapshot strategy or a kind of open
 * file implements, and the few services by which modules meet. Everything here is versioned by {@link
 * io.tombolo.core.spi.SpiVersion}.
 */
package io.tombolo.core.spi;
