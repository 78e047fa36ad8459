/** The shared object that the kernel maps into every process (vdso(7)); its source is in {@code src/guest/vdso}. */
package io.tombolo.proc.internal.vdso;
