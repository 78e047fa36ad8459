package io.tombolo.fs.internal.file;

import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.Node;

/** An open file that is all about a place in the tree, whose attributes and path are its own. */
public abstract class NodeFile extends KernelFile {
    private final Node node;

    /** Adds a reference to the node. */
    protected NodeFile(Node node, int flags) {
        super(node.mount(), flags);
        node.retain();
        this.node = node;
    }

    @Override
    public final void attributes(FileAttributes to) {
        node.attributes(to);
    }

    @Override
    public final Node acquireNode() {
        node.retain();
        return node;
    }

    @Override
    public String description() {
        return node.path();
    }

    @Override
    protected void close() {
        node.release();
    }
}
