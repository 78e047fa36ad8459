/** How tasks and processes begin and end: clone, exit, and what the kernel does between two stretches of guest code. */
package io.tombolo.proc.internal.lifecycle;
