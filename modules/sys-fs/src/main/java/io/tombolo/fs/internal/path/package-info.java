/**
 * The guest's tree: mounts, the nodes that a path leads to, and the walk along a path that never leaves the guest's root.
 */
package io.tombolo.fs.internal.path;
