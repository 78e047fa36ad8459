package io.tombolo.mm.internal.backing;

import io.tombolo.core.spi.FileIdentity;
import io.tombolo.mm.internal.vma.Backing;

/**
 * {@code /dev/zero} mapped privately: anonymous memory that {@code /proc/PID/maps} shows with a name and an offset.
 *
 * @param file the device
 */
public record ZeroDevice(FileIdentity file) implements Backing {
    @Override
    public boolean isAnonymous() {
        return true;
    }

    @Override
    public void retain(long pages) {}

    @Override
    public void release(long pages) {}

    @Override
    public Object identity() {
        return this;
    }
}
