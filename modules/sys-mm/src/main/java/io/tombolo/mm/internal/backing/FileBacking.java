package io.tombolo.mm.internal.backing;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.StatMode;
import io.tombolo.mm.internal.frame.FramePool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    private static final long SMALLEST_WINDOW = 32L << 20;
    /** After so many windows they become twice as large, so that a file of any size needs few. */
    private static final int WINDOWS_OF_A_SIZE = 64;

    private final Host host;
    private final FileRegistry registry;
    private final FileRegistry.Key key;
    private final MappedFile file;
    private final FileIdentity identity;
    private final int descriptor;
    private final WindowRights rights;
    private final boolean regular;
    private final List<FileWindow> windows = new ArrayList<>(1);
    /** The windows by where they begin, except those that a larger one covers. */
    private final TreeMap<Long, FileWindow> byStart = new TreeMap<>();

    private volatile boolean exposed;

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
    public void prepare(long offset) {
        window(offset);
    }

    /** The window that shows an offset, as where it begins and itself. Sizes are powers of two, each aligned to its own. */
    private synchronized Map.Entry<Long, FileWindow> window(long offset) {
        Map.Entry<Long, FileWindow> nearest = byStart.floorEntry(offset);
        if (nearest != null && offset - nearest.getKey() < nearest.getValue().length()) {
            return nearest;
        }
        long length = SMALLEST_WINDOW << Math.min(windows.size() / WINDOWS_OF_A_SIZE, 20);
        long start = offset & -length;
        long address = host.mappings().map(0, length, rights.protection(), rights.sharing(), descriptor, start);
        FileWindow window = new FileWindow(host.mappings(), this, address, length);
        windows.add(window);
        byStart.subMap(start, start + length).clear();
        byStart.put(start, window);
        return Map.entry(start, window);
    }

    @Override
    public synchronized FaultResult locate(long offset, Extent extent) {
        try {
            long lastPageEnd = lastPageEnd();
            if (file.show(lastPageEnd)) {
                lastPageEnd = lastPageEnd();
            }
            long end = Math.min(file.limit(), lastPageEnd);
            if (Long.compareUnsigned(offset, end) >= 0) {
                return FaultResult.BEYOND_OBJECT;
            }
            Map.Entry<Long, FileWindow> window = window(offset);
            long start = window.getKey();
            extent.set(
                    window.getValue(),
                    0,
                    start,
                    Math.min(start + window.getValue().length(), end));
            return FaultResult.RESOLVED;
        } catch (ErrnoException refused) {
            return refused.errno() == Errno.ENOMEM ? FaultResult.OUT_OF_MEMORY : FaultResult.BEYOND_OBJECT;
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

    /**
     * The end of the page that holds the file's last byte.
     *
     * @throws ErrnoException as the host's fstat(2)
     */
    public long lastPageEnd() {
        if (!regular) {
            return Long.MAX_VALUE;
        }
        long size = size();
        long end = (size + FramePool.PAGE_SIZE - 1) & -FramePool.PAGE_SIZE;
        return end < size ? Long.MAX_VALUE : end;
    }

    private long size() {
        return host.files().status(descriptor).size();
    }

    @Override
    public void punch(long offset, long length) {
        host.files().punchHole(descriptor, offset, length);
    }

    /** By the host's own msync(2), window by window: it flushes the range, and answers each error of the device once. */
    @Override
    public void flush(long offset, long length) {
        if (!isWritable()) {
            return;
        }
        long end = offset + length;
        long next = offset;
        while (next < end) {
            Map.Entry<Long, FileWindow> window = window(next);
            long start = window.getKey();
            long from = (next - start) & -host.mappings().pageSize();
            next = Math.min(start + window.getValue().length(), end);
            host.mappings().synchronize(window.getValue().hostAddress() + from, next - start - from, Mman.MS_SYNC);
        }
    }

    /**
     * Whether the file takes no new mapping for writing any more, by the seals of memfd_create(2).
     *
     * @throws ErrnoException if the host does not tell
     */
    public boolean isSealedAgainstWriting() {
        return registry.isSealedAgainstWriting(descriptor);
    }

    /** Whether guests may write to the file through it. */
    boolean isWritable() {
        return rights == WindowRights.WRITABLE;
    }

    @Override
    public Object identity() {
        return key.file();
    }

    @Override
    public FileIdentity file() {
        return identity;
    }

    /** Whether somebody maps it who must reckon with its being shortened by host processes. */
    boolean isExposed() {
        return exposed;
    }

    void expose() {
        exposed = true;
    }

    /** A descriptor of the file, for as long as this is registered. */
    int descriptor() {
        return descriptor;
    }

    MappedFile mappedFile() {
        return file;
    }

    @Override
    void free() {
        registry.closeUnlessMapped(this, key);
    }

    /** Unmaps the windows and closes the file; called by the registry. The host's errors have nobody to go to. */
    synchronized void close() {
        windows.forEach(FileWindow::release);
        windows.clear();
        byStart.clear();
        host.files().closeQuietly(descriptor);
    }
}
