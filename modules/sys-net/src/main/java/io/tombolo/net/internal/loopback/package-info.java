/** The network of guests that share nothing with the host: loopback addresses, over host sockets that have no network. */
package io.tombolo.net.internal.loopback;
