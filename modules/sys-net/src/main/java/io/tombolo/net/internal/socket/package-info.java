/** What sockets of all families share, and the families that the host's kernel serves as they are. */
package io.tombolo.net.internal.socket;
