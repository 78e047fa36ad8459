/**
 * The translator of hot code: regions of decoded instructions become methods of hidden classes, which the JVM's own compilers then
 * optimise. What it has no code for, it leaves to the interpreter, one instruction at a time.
 */
package io.tombolo.soft.internal.translate;
