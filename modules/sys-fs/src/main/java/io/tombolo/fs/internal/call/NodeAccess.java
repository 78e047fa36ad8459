package io.tombolo.fs.internal.call;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Unistd;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.Node;

/** Whether a node may be read, written or executed. */
final class NodeAccess {
    private static final int ANY_EXECUTE = 0111;
    private static final int ANY_WRITE = 0222;
    private static final int ANY_READ = 0444;

    private NodeAccess() {}

    /**
     * Answers access(2) for whom the thread's host calls are: 0 or a negated errno.
     *
     * @param mode {@code R_OK}, {@code W_OK}, {@code X_OK}
     */
    static long check(HostSystem host, Node node, int mode) {
        if (node.descriptor() < 0) {
            return checkBits(node, mode);
        }
        if ((mode & Unistd.W_OK) != 0 && node.mount().readOnly()) {
            return Errno.EROFS.result();
        }
        try {
            host.paths().checkAccess(node.descriptor(), new byte[0], mode, Fcntl.AT_EMPTY_PATH | Fcntl.AT_EACCESS);
            return 0;
        } catch (ErrnoException error) {
            return -error.number();
        }
    }

    private static long checkBits(Node node, int mode) {
        FileAttributes attributes = new FileAttributes();
        node.attributes(attributes);
        boolean denied = ((mode & Unistd.R_OK) != 0 && (attributes.mode & ANY_READ) == 0)
                || ((mode & Unistd.W_OK) != 0 && (attributes.mode & ANY_WRITE) == 0)
                || ((mode & Unistd.X_OK) != 0 && (attributes.mode & ANY_EXECUTE) == 0);
        return denied ? Errno.EACCES.result() : 0;
    }
}
