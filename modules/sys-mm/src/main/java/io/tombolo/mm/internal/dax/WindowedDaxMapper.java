package io.tombolo.mm.internal.dax;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.DaxMapper;
import io.tombolo.core.spi.DaxPolicy;
import io.tombolo.core.spi.DaxStatistics;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Stage2;
import io.tombolo.core.spi.Stage2Limits;
import io.tombolo.host.posix.Host;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The window manager: finds what a call meets in O(log n), and lets one of two policies answer. One lock is held over a call
 * with its few host and hypervisor calls, none of which does input or output.
 */
public final class WindowedDaxMapper implements DaxMapper {
    private final Stage2Limits limits;
    private final DaxWindow window;
    private final SlotPolicy policy;
    private final DaxEvents events = DaxEvents.create();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean drained;
    private long setups;
    private long setupBytes;
    private long upgrades;
    private long removals;
    private long failures;

    /** An empty window; see {@link io.tombolo.core.spi.DaxMappers#create}. */
    public WindowedDaxMapper(Host host, Stage2 stage2, long base, long length, DaxPolicy policy) {
        this.limits = stage2.limits();
        long end = base + length;
        if (((base | length) & (limits.granule() - 1)) != 0
                || base < 0
                || length <= 0
                || end < base
                || end > 1L << limits.addressBits()) {
            throw new IllegalArgumentException("window " + Long.toHexString(base) + "+" + Long.toHexString(length)
                    + " is not of whole granules below 2^" + limits.addressBits());
        }
        this.window = new DaxWindow(stage2, base, length);
        this.policy = switch (policy) {
            case STRICT -> new StrictSlots(window, host.mappings());
            case LINUX -> new ReplacingSlots(window, host);
        };
    }

    @Override
    public void setup(DaxFile file, long windowOffset, long length, boolean writable) {
        perform(DaxEvents.Operation.SETUP, windowOffset, length, writable, () -> {
            checkRange(windowOffset, length, file.offset());
            if (drained) {
                throw ErrnoException.of(Errno.ENODEV);
            }
            if (policy.setup(file, windowOffset, windowOffset + length, writable)) {
                upgrades++;
            }
            setups++;
            setupBytes += length;
        });
    }

    @Override
    public void upgrade(long windowOffset, long length) {
        perform(DaxEvents.Operation.UPGRADE, windowOffset, length, true, () -> {
            checkRange(windowOffset, length, 0);
            policy.upgrade(windowOffset, windowOffset + length);
            upgrades++;
        });
    }

    @Override
    public void remove(long windowOffset, long length) {
        perform(DaxEvents.Operation.REMOVE, windowOffset, length, false, () -> {
            policy.remove(windowOffset, length);
            removals++;
        });
    }

    @Override
    public void reset() {
        perform(DaxEvents.Operation.RESET, 0, window.length(), false, this::clear);
    }

    @Override
    public void drain() {
        perform(DaxEvents.Operation.DRAIN, 0, window.length(), false, () -> {
            drained = true;
            clear();
        });
    }

    private void clear() {
        boolean complete = true;
        for (Slot slot : window.all()) {
            try {
                window.exchange(List.of(slot), List.of());
                removals++;
            } catch (ErrnoException refused) {
                complete = false;
            }
        }
        complete &= window.unmapStuck();
        if (!complete) {
            throw ErrnoException.of(Errno.EIO);
        }
    }

    private void checkRange(long windowOffset, long length, long fileOffset) {
        long end = windowOffset + length;
        boolean aligned = ((windowOffset | length | fileOffset) & (limits.granule() - 1)) == 0;
        boolean inside = Long.compareUnsigned(end, windowOffset) > 0 && Long.compareUnsigned(end, window.length()) <= 0;
        if (!aligned || !inside) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private void perform(
            DaxEvents.Operation operation, long windowOffset, long length, boolean writable, Runnable action) {
        DaxEvents.Span span = events.begin();
        int errno = 0;
        lock.lock();
        try {
            action.run();
        } catch (ErrnoException refused) {
            failures++;
            errno = refused.number();
            throw refused;
        } finally {
            lock.unlock();
            span.end(operation, windowOffset, length, writable, errno);
        }
    }

    @Override
    public DaxStatistics statistics() {
        lock.lock();
        try {
            return new DaxStatistics(
                    window.count(),
                    window.mappedBytes(),
                    setups,
                    setupBytes,
                    upgrades,
                    removals,
                    failures,
                    window.lost());
        } finally {
            lock.unlock();
        }
    }
}
