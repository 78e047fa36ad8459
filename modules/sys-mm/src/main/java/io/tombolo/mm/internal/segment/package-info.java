/** System V shared memory: the segments of a kernel by identifier and key, and what is told of them. What maps them is in {@code memory}. */
package io.tombolo.mm.internal.segment;
