/**
 * Floating-point arithmetic as the Arm Architecture Reference Manual defines it (DDI 0487, shared pseudocode {@code FP*}): every rounding mode, NaN
 * propagation, flush-to-zero and the cumulative exception bits. Pure functions of operand bits and an {@link io.tombolo.soft.internal.fp.FpStatus}; nothing
 * here knows about instructions or registers. Where Java's own arithmetic gives the same answer it is used, and the bits are worked out by hand otherwise.
 */
package io.tombolo.soft.internal.fp;
