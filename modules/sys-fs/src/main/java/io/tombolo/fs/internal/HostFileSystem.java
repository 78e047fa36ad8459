package io.tombolo.fs.internal;

import io.tombolo.core.KernelOptions;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Unistd;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.FileSystemContext;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.call.NameCalls;
import io.tombolo.fs.internal.call.OpenCalls;
import io.tombolo.fs.internal.call.ProgramAccess;
import io.tombolo.fs.internal.file.StandardStreams;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.GuestContext;
import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.fs.internal.path.PathWalk;
import io.tombolo.host.posix.HostPaths;
import io.tombolo.host.posix.StatMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.File;

/** What other modules ask of files, on the host's file systems. */
@Singleton
final class HostFileSystem implements FileSystem {
    private static final int INITIAL_UMASK = 022;

    private final KernelOptions options;
    private final MountTable mounts;
    private final PathLookup lookup;
    private final GuestNames names;
    private final OpenCalls calls;
    private final NameCalls nameCalls;
    private final StandardStreams streams;
    private final HostSystem host;

    @Inject
    HostFileSystem(
            KernelOptions options,
            MountTable mounts,
            PathLookup lookup,
            GuestNames names,
            OpenCalls calls,
            NameCalls nameCalls,
            StandardStreams streams,
            HostSystem host) {
        this.options = options;
        this.mounts = mounts;
        this.lookup = lookup;
        this.names = names;
        this.calls = calls;
        this.nameCalls = nameCalls;
        this.streams = streams;
        this.host = host;
    }

    @Override
    public FileSystemContext createContext() {
        DirectoryNode root = mounts.root();
        DirectoryNode working = workingDirectory(root);
        root.retain();
        return new GuestContext(names, root, working, INITIAL_UMASK);
    }

    private DirectoryNode workingDirectory(DirectoryNode root) {
        String wanted = options.workingDirectory();
        if (wanted != null) {
            return directory(root, wanted);
        }
        if (options.rootfs() == null) {
            try {
                return directory(root, HostSystem.string(HostPaths.bytes(new File("").getAbsolutePath())));
            } catch (ErrnoException removed) {
                // Linux has processes whose directory is gone; one that starts anew begins at the root.
            }
        }
        root.retain();
        return root;
    }

    private DirectoryNode directory(DirectoryNode root, String path) {
        try (PathWalk walk = PathWalk.withoutTask(mounts, root, path)) {
            Node node = walk.toNode(true);
            if (node instanceof DirectoryNode directory) {
                return directory;
            }
            node.release();
            throw ErrnoException.of(Errno.ENOTDIR);
        }
    }

    @Override
    public OpenFile open(Task task, int directory, String path, int flags, int mode) {
        return calls.open(task, directory, path, flags, mode, 0);
    }

    @Override
    public OpenFile openProgram(Task task, int directory, String path, int flags) {
        Node node = lookup.node(task, directory, path, flags);
        try {
            if (node.isLink()) {
                throw ErrnoException.of(Errno.ELOOP);
            }
            if (node.type() != StatMode.S_IFREG) {
                throw ErrnoException.of(Errno.EACCES);
            }
            long access = ProgramAccess.check(host, node, Unistd.X_OK);
            ErrnoException.check(access);
            return node.open(task, Fcntl.O_RDONLY);
        } finally {
            node.release();
        }
    }

    @Override
    public OpenFile standardStream(int hostDescriptor) {
        return streams.open(Mount.nowhere(), hostDescriptor);
    }

    @Override
    public OpenFile adopt(int hostDescriptor, int statusFlags) {
        return streams.adopt(Mount.nowhere(), hostDescriptor, statusFlags);
    }

    @Override
    public void makeSocket(Task task, String path, SocketMaker maker) {
        nameCalls.makeSocket(task, path, maker);
    }
}
