/**
 * Windows of intermediate physical addresses in which file ranges appear as memory: what a hypervisor engine's shared file
 * mappings and a VirtioFS server's DAX windows are made of.
 */
package io.tombolo.mm.internal.dax;
