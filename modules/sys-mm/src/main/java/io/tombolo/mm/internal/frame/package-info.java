/**
 * The kernel's anonymous memory: page frames of one sparse memory file, counted by reference, given back to the host when
 * nobody points at them any more.
 */
package io.tombolo.mm.internal.frame;
