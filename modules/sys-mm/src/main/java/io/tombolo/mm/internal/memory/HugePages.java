package io.tombolo.mm.internal.memory;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;

/** Huge pages, of which this kernel has none. */
public final class HugePages {
    /** log2 of a huge page size that AArch64 and x86-64 have: 64 KiB to 16 GiB. */
    private static final long SHIFTS = 1L << 16 | 1L << 21 | 1L << 25 | 1L << 30 | 1L << 34;

    private HugePages() {}

    /**
     * What mmap(2) and shmget(2) answer to whoever wants some.
     *
     * @param shift log2 of their size; 0 for the default
     * @return {@code ENOMEM}, since the pool is empty; {@code EINVAL} for a size that no processor has
     */
    public static ErrnoException refusal(int shift) {
        boolean known = shift == 0 || (SHIFTS & 1L << shift) != 0;
        return ErrnoException.of(known ? Errno.ENOMEM : Errno.EINVAL);
    }
}
