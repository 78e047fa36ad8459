/** Kinds of open files that stand on a host descriptor: regular files, directories, streams, and paths alone. */
package io.tombolo.fs.internal.file;
