/** How a parent learns what became of its children: wait4(2) and waitid(2). */
package io.tombolo.proc.internal.wait;
