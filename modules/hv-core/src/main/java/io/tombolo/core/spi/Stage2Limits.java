package io.tombolo.core.spi;

/**
 * What a {@link Stage2} can and cannot do.
 *
 * @param granule the unit of addresses and lengths in bytes, a power of two: the host's page size
 * @param addressBits bits of an intermediate physical address
 * @param writableHost whether host memory must be writable for the host even if the guest shall only read it, as
 *     Hypervisor.framework wants it
 */
public record Stage2Limits(int granule, int addressBits, boolean writableHost) {}
