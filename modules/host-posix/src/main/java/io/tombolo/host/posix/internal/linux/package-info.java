/**
 * How Linux hosts are called: the one downcall, the call numbers of each architecture, and the layouts of their
 * structures.
 */
package io.tombolo.host.posix.internal.linux;
