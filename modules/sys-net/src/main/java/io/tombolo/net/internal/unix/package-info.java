/** Sockets of AF_UNIX: host sockets under names, with peers, credentials and passed files that are the guest's. */
package io.tombolo.net.internal.unix;
