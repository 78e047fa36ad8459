/** The system calls of the module, by family of manual pages; each is a few lines over {@link io.tombolo.mm.internal.memory}. */
package io.tombolo.mm.internal.syscall;
