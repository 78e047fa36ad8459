/**
 * The kernel objects that every module shares ({@link io.tombolo.core.Kernel}, {@link io.tombolo.core.Process}, {@link
 * io.tombolo.core.Task}, {@link io.tombolo.core.FileTable}) and the way to start a kernel from Java. What a module
 * implements is in {@code spi}.
 */
package io.tombolo.core;
