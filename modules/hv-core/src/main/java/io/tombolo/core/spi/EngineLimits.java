package io.tombolo.core.spi;

/**
 * What an engine can and cannot do.
 *
 * @param hostPageSize the granule of host mappings in bytes
 * @param addressBits bits of a guest virtual address
 * @param maximumCpus most vCPUs at once; {@link Integer#MAX_VALUE} for no limit
 * @param exactUnmap whether a host window can only be unmapped whole, as it was mapped
 */
public record EngineLimits(int hostPageSize, int addressBits, int maximumCpus, boolean exactUnmap) {}
