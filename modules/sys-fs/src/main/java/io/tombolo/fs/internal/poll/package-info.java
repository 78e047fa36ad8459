/** Waiting for many descriptors at once: poll, select, epoll; and signals as something to wait for. */
package io.tombolo.fs.internal.poll;
