package io.tombolo.fs.internal.dev;

import io.tombolo.core.Task;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.PathFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.HostFileOpener;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.synthetic.SyntheticFileSystem;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.HostPaths;
import io.tombolo.host.posix.StatMode;

/** A device of the host under a fixed name. */
final class DeviceNode extends Node {
    private static final int FOR_ALL = 0666;

    private final SyntheticFileSystem system;
    private final HostFileOpener opener;
    private final HostPaths paths;
    private final String hostPath;

    DeviceNode(SyntheticFileSystem system, String path, HostFileOpener opener, HostPaths paths, String hostPath) {
        super(system.mount(), path);
        this.system = system;
        this.opener = opener;
        this.paths = paths;
        this.hostPath = hostPath;
    }

    @Override
    public int type() {
        return StatMode.S_IFCHR;
    }

    @Override
    public void attributes(FileAttributes to) {
        FileStatus status = paths.status(Fcntl.AT_FDCWD, HostPaths.bytes(hostPath), 0);
        to.synthetic(
                StatMode.S_IFCHR | FOR_ALL, 0, status.inode(), status.modified().seconds());
        to.mode = status.mode();
        to.user = status.userId();
        to.group = status.groupId();
        to.deviceMajor = status.deviceMajor();
        to.deviceMinor = status.deviceMinor();
        to.rawMajor = status.rawDeviceMajor();
        to.rawMinor = status.rawDeviceMinor();
    }

    @Override
    public OpenFile open(Task task, int flags) {
        if ((flags & Fcntl.O_PATH) != 0) {
            return new PathFile(this, system.names(), flags);
        }
        int existing = flags & ~(Fcntl.O_CREAT | Fcntl.O_EXCL | Fcntl.O_NOFOLLOW | Fcntl.O_TRUNC);
        return opener.open(task, Fcntl.AT_FDCWD, hostPath, existing, 0, mount(), path());
    }
}
