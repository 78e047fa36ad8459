package io.tombolo.mm.internal.memory;

import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.frame.PageRuns;
import io.tombolo.mm.internal.vma.Backing;
import java.util.ArrayList;
import java.util.List;

/** What was taken out of a page map, to be given back once no vCPU can use it any more. */
final class Retirement implements Runnable {
    private final FramePool pool;
    private final PageRuns frames = new PageRuns();
    private final List<Mapped> backings = new ArrayList<>(2);

    private record Mapped(Backing backing, long pages) {}

    Retirement(FramePool pool) {
        this.pool = pool;
    }

    void add(long frame) {
        frames.add(frame);
    }

    void add(Backing backing, long pages) {
        backings.add(new Mapped(backing, pages));
    }

    boolean isEmpty() {
        return frames.isEmpty() && backings.isEmpty();
    }

    @Override
    public void run() {
        pool.release(frames);
        backings.forEach(each -> each.backing.release(each.pages));
    }
}
