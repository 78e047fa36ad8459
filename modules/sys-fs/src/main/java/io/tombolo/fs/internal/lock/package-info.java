/** Record locks of fcntl(2), which belong to guest processes and so cannot be the host's. */
package io.tombolo.fs.internal.lock;
