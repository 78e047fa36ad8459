package io.tombolo.core.spi;

/** How a {@link DaxMapper} answers what does not fit what is there. */
public enum DaxPolicy {
    /**
     * One setup, one removal, of exactly the same range: {@code EEXIST} for any overlap, {@code ENOENT} where no setup began, {@code
     * EINVAL} for another length. The answers are those of ArcBox's {@code HvDaxMapper}.
     */
    STRICT,
    /**
     * As {@code mmap(MAP_FIXED)} and {@code munmap} behave, which is what Linux's virtiofs driver counts on: a setup replaces what it
     * overlaps, a second one of the same file range changes the rights in place (the driver sends a slot again with {@code
     * FUSE_SETUPMAPPING_FLAG_WRITE}), a removal may cover a part or nothing, and reaches at most to the window's end (the
     * driver asks for length {@code ~0} to clear it).
     */
    LINUX
}
