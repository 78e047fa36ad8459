package io.tombolo.host.posix.internal.linux;

import io.tombolo.host.posix.internal.HostFlags;
import io.tombolo.host.posix.spi.HostCalls;

/** Linux hosts on AArch64, which differ from x86-64 in four open flags, one layout, and the choice of page sizes. */
public final class Aarch64LinuxAbi extends LinuxAbi {
    private static final HostFlags FLAGS = new Aarch64LinuxFlags();

    @Override
    public HostFlags flags() {
        return FLAGS;
    }

    @Override
    public int pageSize(HostCalls calls) {
        return AuxiliaryVector.pageSize(calls);
    }

    @Override
    public int epollEventSize() {
        return EpollEvent.SIZE;
    }

    @Override
    public int epollDataOffset() {
        return EpollEvent.OFF_DATA;
    }
}
