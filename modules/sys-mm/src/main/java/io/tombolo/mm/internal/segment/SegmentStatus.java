package io.tombolo.mm.internal.segment;

/**
 * What is told of a segment besides owner and permissions, at one moment.
 *
 * @param size in bytes
 * @param attachSeconds when it was mapped last, in seconds since 1970; 0 for never
 * @param detachSeconds when it was unmapped last
 * @param changeSeconds when it was made or its owner changed
 * @param creator the process that made it
 * @param lastProcess the process that mapped or unmapped it last
 * @param attachments how many mappings there are
 */
public record SegmentStatus(
        long size,
        long attachSeconds,
        long detachSeconds,
        long changeSeconds,
        int creator,
        int lastProcess,
        int attachments) {}
