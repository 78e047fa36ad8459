/** Terminals: the host's, passed through, and pseudoterminals; sessions and process groups are the guest's own. */
package io.tombolo.fs.internal.terminal;
