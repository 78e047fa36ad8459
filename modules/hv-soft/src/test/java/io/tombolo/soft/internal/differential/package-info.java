/**
 * Differential tests of the engine against recorded results of a reference: short instruction sequences with the register states they start from, made from
 * seeds, and what they did on the reference. The recorder is here, too; {@code src/recorder} holds its guest half and says how to run it.
 */
package io.tombolo.soft.internal.differential;
