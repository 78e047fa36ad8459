/** The ways in which {@code fork} takes its snapshot of private pages, by what they cost and what they need. */
package io.tombolo.mm.internal.snapshot;
