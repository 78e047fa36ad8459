/** ptrace(2): how one process stops, inspects and changes the tasks of another. */
package io.tombolo.proc.internal.trace;
