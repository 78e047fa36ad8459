/**
 * The binary interface between Linux and its programs: system-call numbers, error numbers, flags and the layouts of structures, for
 * AArch64 and x86-64. Nothing here depends on the host; a test compiles every number and layout against the kernel's own headers.
 */
package io.tombolo.core.abi;
