/** {@code /dev}: the few devices that programs expect, for a guest with a root of its own. */
package io.tombolo.fs.internal.dev;
