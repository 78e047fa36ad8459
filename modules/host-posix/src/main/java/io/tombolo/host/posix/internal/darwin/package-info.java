/**
 * How Darwin on AArch64 is called, written from its public headers (XNU's {@code bsd/sys}). <b>Not checked here:</b>
 * nothing in this package has run on Apple hardware; the tests check it only against itself. What Darwin lacks answers
 * {@code ENOSYS}.
 */
package io.tombolo.host.posix.internal.darwin;
