package io.tombolo.core.spi;

import io.tombolo.core.abi.Errno;
import org.jspecify.annotations.Nullable;

/**
 * One gathering walk over the ranges of a {@link GuestBuffer}. The walk into each further piece begins inside the visit
 * of the piece before it, so that all of them are held when the host call is made. While pieces are held no page fault
 * can be resolved; a page that is not there ends the walk, is brought in, and the walk begins anew.
 */
final class SpanGathering implements SpanVisitor {
    /** How much is brought in at once: enough for few walks, and not the whole of a large buffer for a short message. */
    private static final long READ_AHEAD = 65536;

    private static final SpanVisitor TOUCH = (address, length) -> length;

    private final GuestBuffer buffer;
    private @Nullable SpanGatherer gatherer;
    private int access;
    private int range;
    private long offset;
    private long told;
    private long wanted;
    private boolean absent;
    private long result;

    SpanGathering(GuestBuffer buffer) {
        this.buffer = buffer;
    }

    long gather(int how, SpanGatherer with) {
        gatherer = with;
        access = how;
        wanted = buffer.remaining();
        try {
            while (true) {
                begin(with);
                walk(with);
                if (!absent) {
                    return result;
                }
                if (!bringIn()) {
                    if (told == 0 || !with.acceptsPart()) {
                        return Errno.EFAULT.result();
                    }
                    wanted = told;
                }
            }
        } finally {
            gatherer = null;
        }
    }

    private void begin(SpanGatherer with) {
        with.begin();
        range = buffer.currentRange();
        offset = 0;
        told = 0;
        absent = false;
    }

    private boolean bringIn() {
        long rest = Math.min(READ_AHEAD, Math.min(buffer.rangeLength(range) - offset, wanted - told));
        return buffer.memory().forEachSpan(buffer.rangeAddress(range) + offset, rest, access, TOUCH) > 0;
    }

    private void walk(SpanGatherer with) {
        if (told == wanted || (!with.hasRoom() && with.acceptsPart())) {
            result = with.run();
            return;
        }
        if (!with.hasRoom()) {
            result = Errno.EMSGSIZE.result();
            return;
        }
        long length = Math.min(buffer.rangeLength(range) - offset, wanted - told);
        long before = told;
        long answer = buffer.memory().forEachSpan(buffer.rangeAddress(range) + offset, length, access, this);
        if (answer < 0 && told == before) {
            absent = true;
        }
    }

    @Override
    public long span(long hostAddress, long length) {
        SpanGatherer with = gatherer;
        if (with == null) {
            throw new IllegalStateException("a piece without a walk");
        }
        with.add(hostAddress, length);
        told += length;
        offset += length;
        if (offset == buffer.rangeLength(range)) {
            range++;
            offset = 0;
        }
        walk(with);
        return 0;
    }
}
