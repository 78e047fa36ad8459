/**
 * What the three kinds of System V IPC have in common (sysvipc(7), {@code ipc/util.c}): identifiers, keys, owners and
 * permissions. What an object does is its module's affair.
 */
package io.tombolo.core.ipc;
