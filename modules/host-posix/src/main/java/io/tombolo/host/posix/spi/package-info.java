/**
 * The seam under the rooms of {@code io.tombolo.host.posix}: the raw host call and its numbers. Test kits wrap it to
 * make a call fail; modules use it for a call that has no method yet.
 */
package io.tombolo.host.posix.spi;
