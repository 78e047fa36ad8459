package io.tombolo.core;

import java.util.function.Supplier;

/** The names of the machine that uname(2) tells: one set for all guests of a kernel. Thread-safe. */
public final class MachineNames {
    /** The longest name in bytes. */
    public static final int LONGEST = 64;

    private volatile String node;
    private volatile String domain = "(none)";

    /** With a node name; empty for the host's. */
    MachineNames(String node) {
        this.node = node;
    }

    /**
     * The node name.
     *
     * @param host asked for the host's, until somebody sets another
     */
    public String node(Supplier<String> host) {
        String now = node;
        return now.isEmpty() ? host.get() : now;
    }

    /** Sets the node name. */
    public void setNode(String to) {
        node = to;
    }

    /** The domain name of NIS. */
    public String domain() {
        return domain;
    }

    /** Sets it. */
    public void setDomain(String to) {
        domain = to;
    }
}
