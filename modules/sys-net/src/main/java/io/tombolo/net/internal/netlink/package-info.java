/** Netlink: the host's tables of interfaces, addresses and routes, to look at. */
package io.tombolo.net.internal.netlink;
