/** A64 instruction encodings: the one table, the decoder that finds a row of it, and the disassembler that prints one. */
package io.tombolo.soft.internal.decode;
