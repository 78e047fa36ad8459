/** The system calls of sockets, one class for each group of them. */
package io.tombolo.net.internal.call;
