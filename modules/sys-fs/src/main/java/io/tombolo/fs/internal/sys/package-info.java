/** {@code /sys}: the few attributes that programs ask of it, for a guest with a root of its own. */
package io.tombolo.fs.internal.sys;
