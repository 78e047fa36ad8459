package io.tombolo.core;

import org.jspecify.annotations.Nullable;

/** A session: the process groups of one login (credentials(7)). Guarded by the monitor of {@link ProcessTable}. */
public final class Session {
    private final int id;
    private volatile @Nullable Terminal terminal;
    private int groups;

    Session(int id) {
        this.id = id;
    }

    /** The session's number: its leader's pid. */
    public int id() {
        return id;
    }

    /** The controlling terminal; null for none. */
    public @Nullable Terminal terminal() {
        return terminal;
    }

    void setTerminal(@Nullable Terminal to) {
        terminal = to;
    }

    void addGroup() {
        groups++;
    }

    /** Whether that was the last one. */
    boolean removeGroup() {
        return --groups == 0;
    }
}
