package io.tombolo.fs.internal.call;

import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.Node;

/** Whether a program may be executed, for who starts programs. */
public final class ProgramAccess {
    private ProgramAccess() {}

    /** Answers as access(2): 0 or a negated errno. */
    public static long check(HostSystem host, Node node, int mode) {
        return NodeAccess.check(host, node, mode);
    }
}
