package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.DaxMapper;
import io.tombolo.core.spi.DaxStatistics;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostPaths;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.HostCalls;
import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;

/**
 * A stage 2, a file in it to look through, and a mapper: made anew for each attempt of a test. Each page of a file, 16 KiB, begins with a stamp
 * of its own, so that what the guest sees tells which page it is.
 */
final class DaxFixture implements AutoCloseable {
    static final long PAGE = Stage2Model.GRANULE;
    /** Where the window is. */
    static final long BASE = 1L << 33;
    /** Pages of the window. */
    static final int WINDOW = 64;
    /** Pages of each file. */
    static final int FILE_PAGES = 96;
    /** Readable and writable, readable and writable, readable. The last is the second once more. */
    static final int FILES = 3;

    private static final int WRITABLE_FILES = 2;

    private final Host machine = Host.system().withPageSize(Stage2Model.GRANULE);
    final Stage2Model stage2 = new Stage2Model(machine.calls(), 36);
    final Host host;
    final DaxMapper mapper;
    private final int[] descriptors = new int[FILES];
    private final long[] contents = new long[WRITABLE_FILES];

    /** Stands between a mapper and the host. */
    @FunctionalInterface
    interface Interposition {
        HostCalls before(HostCalls host);
    }

    DaxFixture(Path directory, DaxMapperContract contract, Interposition interposition) {
        this.host = Host.of(interposition.before(stage2.hostCalls()));
        for (int file = 0; file < WRITABLE_FILES; file++) {
            descriptors[file] = open(directory, file, Fcntl.O_RDWR | Fcntl.O_CREAT);
            machine.files().truncate(descriptors[file], FILE_PAGES * PAGE);
            int both = Mman.PROT_READ | Mman.PROT_WRITE;
            contents[file] = machine.mappings().map(0, FILE_PAGES * PAGE, both, Mman.MAP_SHARED, descriptors[file], 0);
            for (int page = 0; page < FILE_PAGES; page++) {
                write(file, page, initialStamp(file, page));
            }
        }
        descriptors[WRITABLE_FILES] = open(directory, WRITABLE_FILES - 1, Fcntl.O_RDONLY);
        this.mapper = contract.createMapper(host, stage2, BASE, WINDOW * PAGE);
    }

    private int open(Path directory, int file, int flags) {
        byte[] path = HostPaths.bytes(directory.resolve("file-" + file).toString());
        return machine.paths().open(Fcntl.AT_FDCWD, path, flags | Fcntl.O_CLOEXEC, 0600);
    }

    static long initialStamp(int file, int page) {
        return (content(file) + 1L) << 32 | page;
    }

    /** Which of the files' contents a file shows. */
    static int content(int file) {
        return Math.min(file, WRITABLE_FILES - 1);
    }

    static boolean isWritable(int file) {
        return file < WRITABLE_FILES;
    }

    /** The stamp of a page, as another process would read it. */
    long read(int file, int page) {
        return NativeMemory.getLong(contents[content(file)] + page * PAGE);
    }

    /** Stamps a page, as another process would. */
    void write(int file, int page, long stamp) {
        NativeMemory.putLong(contents[content(file)] + page * PAGE, stamp);
    }

    int descriptor(int file) {
        return descriptors[file];
    }

    DaxFile file(int file, int page) {
        return new DaxFile(descriptors[file], isWritable(file), page * PAGE);
    }

    void setup(int file, int filePage, int page, int pages, boolean writable) {
        mapper.setup(file(file, filePage), page * PAGE, pages * PAGE, writable);
    }

    void upgrade(int page, int pages) {
        mapper.upgrade(page * PAGE, pages * PAGE);
    }

    void remove(int page, int pages) {
        mapper.remove(page * PAGE, pages * PAGE);
    }

    /** What the guest loads at the beginning of a page of the window. */
    long load(int page) {
        return stage2.load(BASE + page * PAGE);
    }

    void store(int page, long value) {
        stage2.store(BASE + page * PAGE, value);
    }

    int access(int page) {
        return stage2.access(BASE + page * PAGE);
    }

    void assertAbsent(int page) {
        assertEquals(0, access(page), () -> "nothing may be in page " + page + " of the window");
    }

    static void assertErrno(Errno expected, Executable call) {
        assertEquals(expected, assertThrows(ErrnoException.class, call).errno());
    }

    /** The mapper's books agree with what the hypervisor holds, and no rule was broken. */
    void assertInOrder() {
        stage2.assertRulesKept();
        DaxStatistics statistics = mapper.statistics();
        assertEquals(stage2.count(), statistics.mappings(), "ranges that the hypervisor holds");
        long pages = 0;
        for (int page = 0; page < WINDOW; page++) {
            pages += access(page) == 0 ? 0 : 1;
        }
        assertEquals(pages * PAGE, statistics.mappedBytes(), "bytes that the hypervisor holds");
    }

    /** Nothing of the mapper is left anywhere. */
    void assertEmpty() {
        assertInOrder();
        assertEquals(0, stage2.count(), "ranges left in stage 2");
        assertEquals(0, stage2.hostMappings(), "host mappings left");
    }

    @Override
    public void close() {
        stage2.close();
        for (long address : contents) {
            machine.mappings().unmap(address, FILE_PAGES * PAGE);
        }
        for (int descriptor : descriptors) {
            machine.files().close(descriptor);
        }
    }
}
