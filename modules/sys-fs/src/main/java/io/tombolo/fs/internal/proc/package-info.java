/** {@code /proc}: its tree, and the texts of its files (proc(5)). */
package io.tombolo.fs.internal.proc;
