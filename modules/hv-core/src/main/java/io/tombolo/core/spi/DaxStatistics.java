package io.tombolo.core.spi;

/**
 * What a {@link DaxMapper} holds and has done, at one instant.
 *
 * @param mappings ranges that the hypervisor holds now
 * @param mappedBytes their lengths together
 * @param setups setups that succeeded
 * @param setupBytes their lengths together
 * @param upgrades setups and upgrades that changed rights in place
 * @param removals removals that succeeded, those of reset and drain included, one for each range
 * @param failures calls that threw
 * @param lost ranges that went absent because the hypervisor would not take them back
 */
public record DaxStatistics(
        int mappings,
        long mappedBytes,
        long setups,
        long setupBytes,
        long upgrades,
        long removals,
        long failures,
        long lost) {}
