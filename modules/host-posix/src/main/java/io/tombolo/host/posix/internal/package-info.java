/** What the rooms need to know about the host's operating system; one implementation for each. */
package io.tombolo.host.posix.internal;
