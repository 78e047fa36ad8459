/** How a program replaces another one, or becomes the first: execve(2), scripts, the initial stack. */
package io.tombolo.proc.internal.exec;
