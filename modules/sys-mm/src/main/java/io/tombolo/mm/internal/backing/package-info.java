/**
 * What mappings show other than private anonymous memory: files through host windows, anonymous memory that processes
 * share, and the kernel's own pages.
 */
package io.tombolo.mm.internal.backing;
