/** ELF files as the kernel reads them: the header, the program headers, and how segments come into memory (elf(5)). */
package io.tombolo.proc.internal.elf;
