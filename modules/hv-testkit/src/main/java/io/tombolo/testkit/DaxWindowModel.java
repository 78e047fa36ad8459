package io.tombolo.testkit;

import static io.tombolo.testkit.DaxFixture.FILES;
import static io.tombolo.testkit.DaxFixture.FILE_PAGES;
import static io.tombolo.testkit.DaxFixture.PAGE;
import static io.tombolo.testkit.DaxFixture.WINDOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.DaxPolicy;
import io.tombolo.core.spi.ErrnoException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link io.tombolo.core.spi.DaxMapper} must answer and show, said the simplest way: an array with an entry for each page of the window. It
 * performs operations on a mapper and compares answers, rights and contents of the whole window after each.
 */
final class DaxWindowModel {
    private static final int SUCCESS = 0;
    private static final int READ = Access.READ | Access.EXECUTE;
    private static final int WRITE = READ | Access.WRITE;

    private final DaxPolicy policy;
    private final DaxFixture dax;
    private final @Nullable Entry[] pages = new Entry[WINDOW];
    private final long[][] stamps = new long[FILES][FILE_PAGES];
    private int performed;

    /** What an operation is. */
    enum Kind {
        SETUP,
        UPGRADE,
        REMOVE,
        RESET,
        GUEST_STORE,
        HOST_STORE
    }

    /** An operation; places and lengths are in bytes, since some are not of whole pages. */
    record Operation(Kind kind, int file, long fileOffset, long offset, long length, boolean writable) {}

    /** What a page of the window shows; {@code slot} numbers the setup that put it there. */
    private record Entry(int file, long page, boolean writable, int slot) {}

    DaxWindowModel(DaxPolicy policy, DaxFixture dax) {
        this.policy = policy;
        this.dax = dax;
        for (int file = 0; file < FILES; file++) {
            for (int page = 0; page < FILE_PAGES; page++) {
                stamps[DaxFixture.content(file)][page] = dax.read(file, page);
            }
        }
    }

    /** Operations that meet one another: half of them are of a few places and lengths, and show the file's page of the same number. */
    static Operation anyOperation(RandomGenerator random) {
        boolean coarse = random.nextBoolean();
        long offset = (coarse ? 4 * random.nextInt(WINDOW / 4) : random.nextInt(WINDOW)) * PAGE;
        long length = (coarse ? 4 + 4 * random.nextInt(2) : 1 + random.nextInt(10)) * PAGE;
        long fileOffset = coarse ? offset : random.nextInt(FILE_PAGES) * PAGE;
        switch (random.nextInt(200)) {
            case 0 -> offset += 4096;
            case 1 -> length -= 4096;
            case 2 -> length = 0;
            case 3 -> length = -1;
            case 4 -> offset = (WINDOW + random.nextInt(4)) * PAGE;
            case 5 -> length = Long.MIN_VALUE;
            case 6 -> fileOffset += 4096;
            case 7 -> length = -PAGE;
            default -> {}
        }
        return new Operation(anyKind(random), random.nextInt(FILES), fileOffset, offset, length, random.nextBoolean());
    }

    private static Kind anyKind(RandomGenerator random) {
        int choice = random.nextInt(100);
        if (choice < 40) {
            return Kind.SETUP;
        }
        if (choice < 70) {
            return Kind.REMOVE;
        }
        if (choice < 80) {
            return Kind.UPGRADE;
        }
        return choice < 81 ? Kind.RESET : choice < 91 ? Kind.GUEST_STORE : Kind.HOST_STORE;
    }

    /** Performs an operation on the mapper, and compares. */
    void perform(Operation operation) {
        performed++;
        switch (operation.kind) {
            case SETUP ->
                compare(
                        operation,
                        setup(operation),
                        () -> dax.mapper.setup(
                                new DaxFile(
                                        dax.descriptor(operation.file),
                                        DaxFixture.isWritable(operation.file),
                                        operation.fileOffset),
                                operation.offset,
                                operation.length,
                                operation.writable));
            case UPGRADE ->
                compare(operation, upgrade(operation), () -> dax.mapper.upgrade(operation.offset, operation.length));
            case REMOVE ->
                compare(operation, remove(operation), () -> dax.mapper.remove(operation.offset, operation.length));
            case RESET -> {
                Arrays.fill(pages, null);
                compare(operation, SUCCESS, dax.mapper::reset);
            }
            case GUEST_STORE -> guestStore((int) (operation.offset / PAGE) % WINDOW);
            case HOST_STORE -> {
                int page = (int) (operation.fileOffset / PAGE);
                stamps[DaxFixture.content(operation.file)][page] = stamp();
                dax.write(operation.file, page, stamp());
            }
        }
        assertSame();
    }

    private static void compare(Operation operation, int expected, Runnable call) {
        int answer = SUCCESS;
        try {
            call.run();
        } catch (ErrnoException refused) {
            answer = refused.number();
        }
        int answered = answer;
        assertEquals(name(expected), name(answered), () -> "answer to " + operation);
    }

    private static String name(int errno) {
        return errno == SUCCESS ? "success" : Errno.of(errno).name();
    }

    private long stamp() {
        return 1L << 40 | performed;
    }

    private void guestStore(int page) {
        Entry entry = pages[page];
        if (entry == null || !entry.writable) {
            assertThrows(IllegalStateException.class, () -> dax.store(page, 1), "a store without the right to it");
        } else if (entry.page < FILE_PAGES) {
            dax.store(page, stamp());
            stamps[DaxFixture.content(entry.file)][(int) entry.page] = stamp();
        }
    }

    private static boolean isValid(long offset, long length) {
        return offset % PAGE == 0
                && length % PAGE == 0
                && offset >= 0
                && length > 0
                && length <= WINDOW * PAGE - offset;
    }

    private int setup(Operation operation) {
        if (!isValid(operation.offset, operation.length) || operation.fileOffset % PAGE != 0) {
            return Errno.EINVAL.number();
        }
        int first = (int) (operation.offset / PAGE);
        int end = first + (int) (operation.length / PAGE);
        boolean used = Arrays.stream(pages, first, end).anyMatch(entry -> entry != null);
        if (policy == DaxPolicy.STRICT && used) {
            return Errno.EEXIST.number();
        }
        if (operation.writable && !DaxFixture.isWritable(operation.file)) {
            return Errno.EACCES.number();
        }
        for (int page = first; page < end; page++) {
            long filePage = operation.fileOffset / PAGE + (page - first);
            pages[page] = new Entry(operation.file, filePage, operation.writable, performed);
        }
        return SUCCESS;
    }

    private int upgrade(Operation operation) {
        if (!isValid(operation.offset, operation.length)) {
            return Errno.EINVAL.number();
        }
        int first = (int) (operation.offset / PAGE);
        int end = first + (int) (operation.length / PAGE);
        if (policy == DaxPolicy.STRICT) {
            int errno = exactly(operation.offset, operation.length);
            if (errno != SUCCESS) {
                return errno;
            }
        }
        if (Arrays.stream(pages, first, end).anyMatch(entry -> entry == null)) {
            return Errno.ENOENT.number();
        }
        if (Arrays.stream(pages, first, end).anyMatch(entry -> entry != null && !DaxFixture.isWritable(entry.file))) {
            return Errno.EACCES.number();
        }
        for (int page = first; page < end; page++) {
            Entry entry = pages[page];
            if (entry != null) {
                pages[page] = new Entry(entry.file, entry.page, true, entry.slot);
            }
        }
        return SUCCESS;
    }

    private int remove(Operation operation) {
        if (policy == DaxPolicy.STRICT) {
            int errno = exactly(operation.offset, operation.length);
            if (errno == SUCCESS) {
                clear(operation.offset, operation.length);
            }
            return errno;
        }
        boolean everything = operation.length == -1;
        if (operation.offset % PAGE != 0 || (!everything && operation.length % PAGE != 0)) {
            return Errno.EINVAL.number();
        }
        long rest = WINDOW * PAGE - operation.offset;
        if (rest > 0) {
            clear(operation.offset, operation.length < 0 ? rest : Math.min(rest, operation.length));
        }
        return SUCCESS;
    }

    private void clear(long offset, long length) {
        Arrays.fill(pages, (int) (offset / PAGE), (int) ((offset + length) / PAGE), null);
    }

    /** Whether a setup began at an offset, and had a length. */
    private int exactly(long offset, long length) {
        int first = (int) (offset / PAGE);
        if (offset % PAGE != 0 || first >= WINDOW || !begins(first)) {
            return Errno.ENOENT.number();
        }
        int end = first + 1;
        while (end < WINDOW && pages[end] != null && !begins(end)) {
            end++;
        }
        return length == (end - first) * PAGE ? SUCCESS : Errno.EINVAL.number();
    }

    private boolean begins(int page) {
        Entry entry = pages[page];
        if (entry == null) {
            return false;
        }
        Entry before = page == 0 ? null : pages[page - 1];
        return before == null || before.slot != entry.slot;
    }

    /** Compares the whole window. */
    void assertSame() {
        dax.stage2.assertRulesKept();
        long mapped = 0;
        int slots = 0;
        for (int page = 0; page < WINDOW; page++) {
            assertSame(page);
            mapped += pages[page] == null ? 0 : PAGE;
            slots += begins(page) ? 1 : 0;
        }
        assertEquals(mapped, dax.mapper.statistics().mappedBytes(), "bytes mapped");
        if (policy == DaxPolicy.STRICT) {
            assertEquals(slots, dax.mapper.statistics().mappings(), "mappings");
        }
        assertEquals(dax.stage2.count(), dax.mapper.statistics().mappings(), "ranges that the hypervisor holds");
    }

    private void assertSame(int page) {
        Entry entry = pages[page];
        int access = dax.access(page);
        int expected = entry == null ? 0 : entry.writable ? WRITE : READ;
        if (access != expected) {
            throw new AssertionError("page " + page + " of the window has rights " + access + ", not " + expected);
        }
        if (entry != null && entry.page < FILE_PAGES) {
            long stamp = stamps[DaxFixture.content(entry.file)][(int) entry.page];
            long seen = dax.load(page);
            if (seen != stamp) {
                throw new AssertionError("page " + page + " of the window shows " + Long.toHexString(seen) + ", not "
                        + Long.toHexString(stamp) + " of page " + entry.page + " of file " + entry.file);
            }
        }
    }
}
