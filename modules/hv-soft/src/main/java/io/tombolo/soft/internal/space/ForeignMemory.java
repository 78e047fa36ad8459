package io.tombolo.soft.internal.space;

import java.util.concurrent.ConcurrentLinkedQueue;

/** The accessor for threads that are not a vCPU of the space: each access borrows a participant. Thread-safe. */
final class ForeignMemory extends CheckedMemory {
    private final SoftAddressSpace space;
    private final ConcurrentLinkedQueue<Borrowed> idle = new ConcurrentLinkedQueue<>();

    ForeignMemory(SoftAddressSpace space) {
        this.space = space;
    }

    @Override
    SoftAddressSpace space() {
        return space;
    }

    @Override
    Participant begin() {
        Borrowed borrowed = idle.poll();
        if (borrowed == null) {
            borrowed = new Borrowed(space.safepoints());
            space.safepoints().register(borrowed);
        }
        borrowed.enter();
        return borrowed;
    }

    @Override
    void end(Participant participant) {
        participant.leave();
        idle.add((Borrowed) participant);
    }

    private static final class Borrowed extends Participant {
        Borrowed(Safepoints safepoints) {
            super(safepoints);
        }
    }
}
