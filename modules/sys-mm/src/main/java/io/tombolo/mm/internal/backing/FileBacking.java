package io.tombolo.mm.internal.backing;

import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.StatMode;
import io.tombolo.mm.internal.frame.FramePool;
import java.util.HashMap;
import java.util.Map;

/**
 * A file, shown through windows of the host's page cache: coherent with every other mapping of it, by guests and by host
 * processes. Windows are made on first touch and live as long as any guest maps the file. A window may reach beyond the end
 * of the file; pages there are never handed out.
 *
 * <p>Its monitor guards the windows and is taken inside an address space's lock; mapping a window is the only host call
 * under it besides asking for the file's size.
 */
public final class FileBacking extends PagedBacking {
    /** Large, because host address space is cheap and host mappings are limited in number. */
    private static final long WINDOW_BYTES = 32L << 20;

    private final Host host;
    private final FileRegistry registry;
    private final FileRegistry.Key key;
    private final MappedFile file;
    private final FileIdentity identity;
    private final int descriptor;
    private final WindowRights rights;
    private final boolean regular;
    private final Map<Long, FileWindow> windows = new HashMap<>();

    FileBacking(
            Host host,
            FileRegistry registry,
            FileRegistry.Key key,
            MappedFile file,
            FileIdentity identity,
            int descriptor,
            int mode) {
        this.host = host;
        this.registry = registry;
        this.key = key;
        this.file = file;
        this.identity = identity;
        this.descriptor = descriptor;
        this.rights = key.rights();
        this.regular = (mode & StatMode.S_IFMT) == StatMode.S_IFREG;
    }

    /** Notes that a memory may have pages of the file from now on. The caller holds its lock, or nobody else knows it yet. */
    public void addMapper(FileMapper mapper) {
        file.add(mapper);
    }

    /**
     * Maps the window of an offset now, so that a file that cannot be mapped is refused before anything changes.
     *
     * @throws ErrnoException as the host's mmap(2)
     */
    public synchronized void prepare(long offset) {
        window(offset / WINDOW_BYTES);
    }

    private FileWindow window(long number) {
        FileWindow window = windows.get(number);
        if (window == null) {
            long start = number * WINDOW_BYTES;
            long address =
                    host.mappings().map(0, WINDOW_BYTES, rights.protection(), rights.sharing(), descriptor, start);
            window = new FileWindow(host.mappings(), address, WINDOW_BYTES);
            windows.put(number, window);
        }
        return window;
    }

    @Override
    public synchronized FaultResult locate(long offset, Extent extent) {
        long number = offset / WINDOW_BYTES;
        try {
            long end = Math.min(file.limit(), lastPageEnd());
            if (offset >= end) {
                return FaultResult.BEYOND_OBJECT;
            }
            long start = number * WINDOW_BYTES;
            extent.set(window(number), 0, start, Math.min(start + WINDOW_BYTES, end));
            return FaultResult.RESOLVED;
        } catch (ErrnoException refused) {
            return FaultResult.OUT_OF_MEMORY;
        }
    }

    @Override
    public boolean awaitCut(long offset) {
        file.awaitCut(offset);
        try {
            return offset < lastPageEnd();
        } catch (ErrnoException unknown) {
            return false;
        }
    }

    /** The end of the page that holds the file's last byte. */
    private long lastPageEnd() {
        if (!regular) {
            return Long.MAX_VALUE;
        }
        return (size() + FramePool.PAGE_SIZE - 1) & -FramePool.PAGE_SIZE;
    }

    private long size() {
        return host.files().status(descriptor).size();
    }

    @Override
    public void punch(long offset, long length) {
        host.files().punchHole(descriptor, offset, length);
    }

    @Override
    public void flush() {
        host.files().synchronize(descriptor);
    }

    @Override
    public Object identity() {
        return key.file();
    }

    @Override
    public FileIdentity file() {
        return identity;
    }

    @Override
    void free() {
        registry.closeUnlessMapped(this, key);
    }

    /** Unmaps the windows and closes the file; called by the registry. */
    synchronized void close() {
        windows.values().forEach(FileWindow::release);
        windows.clear();
        host.files().closeQuietly(descriptor);
    }
}
