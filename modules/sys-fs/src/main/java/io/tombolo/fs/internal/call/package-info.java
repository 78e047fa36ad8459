/** The system calls on files by family, one class each: they check arguments, find the files, and leave the work to them. */
package io.tombolo.fs.internal.call;
