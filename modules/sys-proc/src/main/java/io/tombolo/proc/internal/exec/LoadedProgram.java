package io.tombolo.proc.internal.exec;

import io.tombolo.core.spi.ProcessMemory;

/**
 * A program in a memory of its own, ready to run.
 *
 * @param memory holds it; the loader's reference
 * @param entry where it begins, or where its dynamic loader does
 * @param stackPointer the initial stack pointer
 */
record LoadedProgram(ProcessMemory memory, long entry, long stackPointer) {}
