/** Record locks of fcntl(2): who of the guests holds what is kept here, and the host is shown the union. */
package io.tombolo.fs.internal.lock;
