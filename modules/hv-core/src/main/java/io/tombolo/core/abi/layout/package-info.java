/**
 * The layouts of the structures that Linux and its programs exchange: offsets and sizes in bytes, one class for each C structure, constants in the
 * C members' names, {@code SIZEOF} for the size. Where AArch64 and x86-64 differ, a nested class for each says so. All is little-endian.
 */
package io.tombolo.core.abi.layout;
