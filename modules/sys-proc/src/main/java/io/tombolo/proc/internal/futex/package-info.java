/**
 * Futexes: where tasks of one or several processes wait for a word of memory to change, and the list of locks that a dying
 * task leaves behind.
 */
package io.tombolo.proc.internal.futex;
