/** Address spaces: the page map behind the kernel's interface, the accessors of system calls, and the safepoint handshake. */
package io.tombolo.soft.internal.space;
