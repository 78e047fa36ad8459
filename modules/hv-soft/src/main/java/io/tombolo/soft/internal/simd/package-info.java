/**
 * Advanced SIMD and cryptography. A vector register is two longs; most operations are written for one long of elements and applied to each half.
 * {@link io.tombolo.soft.internal.simd.Lanes} holds the pure functions, the {@code Vector*} classes the instructions in groups.
 */
package io.tombolo.soft.internal.simd;
