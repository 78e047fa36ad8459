/** The memory module's public face: the provider by which the kernel finds it. */
package io.tombolo.mm;
