package io.tombolo.testkit;

import static io.tombolo.testkit.DaxFixture.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.DaxMapper;
import io.tombolo.core.spi.DaxPolicy;
import io.tombolo.core.spi.DaxStatistics;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Stage2;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.Mman;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a {@link DaxMapper} does under either policy; {@link StrictDaxMapperContract} and {@link LinuxDaxMapperContract} add what they do not
 * have in common. All of it runs over {@link Stage2Model}, so that a broken rule of the hypervisor fails the test.
 */
public abstract class DaxMapperContract {
    /** Sequences of random operations; {@code -Dtombolo.runs=50} makes a million operations of them. */
    private static final int RUNS = 20;

    private static final int OPERATIONS = 1000;
    private static final int READ = Access.READ | Access.EXECUTE;

    @TempDir
    Path directory;

    private @Nullable DaxFixture fixture;

    /** For subclasses, which JUnit makes. */
    protected DaxMapperContract() {}

    /** {@return a new mapper over an empty window} */
    protected abstract DaxMapper createMapper(Host host, Stage2 stage2, long base, long length);

    /** {@return the policy of {@link #createMapper}} */
    protected abstract DaxPolicy policy();

    @BeforeEach
    final void open() {
        fixture = newFixture(host -> host);
    }

    private DaxFixture newFixture(DaxFixture.Interposition interposition) {
        return new DaxFixture(directory, this, interposition);
    }

    @AfterEach
    final void close() {
        fixture().mapper.drain();
        fixture().assertEmpty();
        fixture().close();
    }

    /** {@return what the tests work on} */
    final DaxFixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    @Test
    void theGuestSeesTheFilesOwnPages() {
        DaxFixture dax = fixture();
        dax.setup(0, 5, 10, 3, false);
        for (int page = 0; page < 3; page++) {
            assertEquals(initialStamp(0, 5 + page), dax.load(10 + page));
        }
        dax.assertAbsent(9);
        dax.assertAbsent(13);
        dax.write(0, 6, 77);
        assertEquals(77, dax.load(11), "what another process writes shows at once");
    }

    @Test
    void whatTheGuestWritesIsInTheFileAtOnce() {
        DaxFixture dax = fixture();
        dax.setup(0, 5, 10, 3, true);
        dax.setup(0, 6, 20, 1, false);
        dax.store(11, 88);
        assertEquals(88, dax.read(0, 6));
        assertEquals(88, dax.load(20), "another view of the same page");
        assertThrows(IllegalStateException.class, () -> dax.store(20, 1));
    }

    @Test
    void aFileThatIsOpenForReadingIsShownAndNeverWritten() {
        DaxFixture dax = fixture();
        dax.setup(2, 7, 0, 2, false);
        assertEquals(initialStamp(2, 7), dax.load(0));
        assertEquals(READ, dax.access(1), "programs are run from such windows");
        dax.write(2, 8, 99);
        assertEquals(99, dax.load(1));
        assertErrno(Errno.EACCES, () -> dax.setup(2, 7, 4, 2, true));
        assertErrno(Errno.EACCES, () -> dax.upgrade(0, 2));
        assertEquals(READ, dax.access(0));
    }

    @Test
    void whatDoesNotFitTheWindowIsInvalid() {
        DaxFixture dax = fixture();
        DaxMapper mapper = dax.mapper;
        long length = WINDOW * PAGE;
        DaxFile file = dax.file(0, 0);
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, 4096, PAGE, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, 0, PAGE + 4096, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(new DaxFile(file.descriptor(), true, 4096), 0, PAGE, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, 0, 0, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, length, PAGE, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, length - PAGE, 2 * PAGE, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, 0, length + PAGE, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, -PAGE, 2 * PAGE, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, PAGE, -PAGE, false));
        assertErrno(Errno.EINVAL, () -> mapper.setup(file, Long.MIN_VALUE, Long.MIN_VALUE, false));
        mapper.setup(file, 0, length, false);
        assertEquals(initialStamp(0, WINDOW - 1), dax.load(WINDOW - 1));
        assertEquals(10, mapper.statistics().failures());
    }

    @Test
    void theHostsErrorIsPassedOn() {
        DaxFixture dax = fixture();
        assertErrno(Errno.EBADF, () -> dax.mapper.setup(new DaxFile(-1, true, 0), 0, PAGE, false));
        int descriptor = dax.descriptor(2);
        assertErrno(Errno.EACCES, () -> dax.mapper.setup(new DaxFile(descriptor, true, 0), 0, PAGE, true));
        dax.assertAbsent(0);
    }

    @Test
    void aRangeMayReachBeyondTheEndOfTheFile() {
        DaxFixture dax = fixture();
        dax.setup(0, FILE_PAGES - 1, 0, 4, true);
        assertEquals(initialStamp(0, FILE_PAGES - 1), dax.load(0));
    }

    @Test
    void aSealedMemoryFileCanBeReadAndNotWritten() {
        DaxFixture dax = fixture();
        int sealed = dax.host.mappings().createMemoryFile("sealed", Mman.MFD_CLOEXEC | Mman.MFD_ALLOW_SEALING);
        dax.host.files().truncate(sealed, PAGE);
        dax.host.descriptors().control(sealed, Fcntl.F_ADD_SEALS, Mman.F_SEAL_WRITE);
        assertErrno(Errno.EPERM, () -> dax.mapper.setup(new DaxFile(sealed, true, 0), 0, PAGE, true));
        dax.mapper.setup(new DaxFile(sealed, true, 0), 0, PAGE, false);
        assertEquals(0, dax.load(0));
        assertErrno(Errno.EACCES, () -> dax.upgrade(0, 1));
        dax.host.files().close(sealed);
    }

    @Test
    void upgradeGivesWritingWhereTheRangeStands() {
        DaxFixture dax = fixture();
        dax.setup(1, 3, 8, 2, false);
        int before = dax.stage2.calls();
        dax.upgrade(8, 2);
        assertEquals(before + 1, dax.stage2.calls(), "one call, so that the range is never absent");
        dax.store(9, 55);
        assertEquals(55, dax.read(1, 4));
        assertErrno(Errno.ENOENT, () -> dax.upgrade(20, 2));
        dax.upgrade(8, 2);
        assertEquals(before + 1, dax.stage2.calls(), "what may be written already needs nothing");
    }

    @Test
    void theDescriptorMayBeClosedAfterwards() {
        DaxFixture dax = fixture();
        int copy = dax.host.descriptors().duplicate(dax.descriptor(0), 0);
        dax.mapper.setup(new DaxFile(copy, true, PAGE), 0, PAGE, false);
        dax.host.files().close(copy);
        dax.upgrade(0, 1);
        dax.store(0, 66);
        assertEquals(66, dax.read(0, 1));
    }

    @Test
    void resetEmptiesTheWindowAndLeavesItInUse() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 0, 4, true);
        dax.setup(1, 0, 10, 4, false);
        dax.mapper.reset();
        dax.assertEmpty();
        dax.setup(1, 2, 1, 2, false);
        assertEquals(initialStamp(1, 2), dax.load(1));
    }

    @Test
    void drainEmptiesTheWindowForGoodAndMayBeRepeated() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 0, 4, true);
        dax.mapper.drain();
        dax.assertEmpty();
        dax.stage2.destroy();
        dax.mapper.drain();
        assertErrno(Errno.ENODEV, () -> dax.setup(0, 0, 0, 4, true));
        dax.stage2.assertRulesKept();
    }

    @Test
    void threadsThatMeetInTheWindowLeaveItInOrder() throws Exception {
        DaxFixture dax = fixture();
        List<Callable<Integer>> clients = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(client -> () -> useAtRandom(dax, new Random(client)))
                .toList();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<Integer> client : threads.invokeAll(clients)) {
                assertTrue(client.get() > 0, "something succeeds");
            }
        }
        dax.assertInOrder();
    }

    /** Makes random calls, and answers how many succeeded. */
    private static int useAtRandom(DaxFixture dax, Random random) {
        int succeeded = 0;
        for (int i = 0; i < 500; i++) {
            int page = random.nextInt(WINDOW - 8);
            int pages = 1 + random.nextInt(8);
            try {
                switch (random.nextInt(3)) {
                    case 0 -> dax.setup(random.nextInt(2), page, page, pages, random.nextBoolean());
                    case 1 -> dax.remove(page, pages);
                    default -> dax.upgrade(page, pages);
                }
                succeeded++;
            } catch (ErrnoException refused) {
                // As the others left the window, it may be.
            }
        }
        return succeeded;
    }

    @Test
    void statisticsTellWhatWasDone() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 0, 4, false);
        dax.setup(1, 0, 10, 2, true);
        dax.upgrade(0, 4);
        dax.remove(10, 2);
        assertErrno(Errno.EINVAL, () -> dax.setup(0, 0, 0, 0, false));
        assertEquals(new DaxStatistics(1, 4 * PAGE, 2, 6 * PAGE, 1, 1, 1, 0), dax.mapper.statistics());
    }

    @Test
    void everyRefusalOfTheHypervisorLeavesOrderAndNothingLeaks() {
        int nth = 0;
        boolean refused;
        do {
            nth++;
            try (DaxFixture dax = newFixture(host -> host)) {
                dax.stage2.refuseOnce(nth);
                scenario(dax);
                drain(dax);
                refused = !dax.stage2.isRefusalPending();
            } catch (AssertionError failure) {
                throw new AssertionError("with call " + nth + " refused: " + failure.getMessage(), failure);
            }
        } while (refused);
        assertTrue(nth > 10, "the scenario makes calls: " + nth);
    }

    @Test
    void everyFailureOfTheHostLeavesOrderAndNothingLeaks() {
        int nth = 0;
        FaultInjector[] injector = new FaultInjector[1];
        do {
            int failing = ++nth;
            try (DaxFixture dax = newFixture(host ->
                    injector[0] = new FaultInjector(host).failOnce(FaultInjector.ANY_CALL, failing, Errno.ENOMEM))) {
                scenario(dax);
                drain(dax);
                assertEquals(Set.of(), injector[0].openDescriptors(), "descriptors left open");
            } catch (AssertionError failure) {
                throw new AssertionError("with host call " + nth + " failing: " + failure.getMessage(), failure);
            }
        } while (injector[0].injected() > 0);
        assertTrue(nth > 10, "the scenario makes host calls: " + nth);
    }

    private static void drain(DaxFixture dax) {
        try {
            dax.mapper.drain();
        } catch (ErrnoException refused) {
            // The failure that was still to come; the second time there is none.
            dax.mapper.drain();
        }
        dax.assertEmpty();
    }

    /** Operations of all kinds, each of which may fail, and after each of which the books are in order. */
    private static void scenario(DaxFixture dax) {
        attempt(dax, () -> dax.setup(0, 0, 0, 8, false));
        attempt(dax, () -> dax.setup(1, 8, 8, 8, true));
        attempt(dax, () -> dax.setup(2, 0, 16, 4, false));
        attempt(dax, () -> dax.upgrade(0, 8));
        attempt(dax, () -> dax.setup(0, 0, 0, 8, false));
        attempt(dax, () -> dax.setup(1, 20, 6, 4, true));
        attempt(dax, () -> dax.remove(8, 8));
        attempt(dax, () -> dax.remove(2, 2));
        attempt(dax, () -> dax.upgrade(16, 4));
        attempt(dax, () -> dax.setup(1, 30, 17, 1, true));
        attempt(dax, () -> dax.mapper.reset());
        attempt(dax, () -> dax.setup(1, 40, 0, 32, true));
        attempt(dax, () -> dax.remove(10, 3));
        attempt(dax, () -> dax.setup(0, 40, 32, 32, false));
        attempt(dax, () -> dax.upgrade(32, 32));
        attempt(dax, () -> dax.remove(32, 32));
    }

    private static void attempt(DaxFixture dax, Runnable operation) {
        try {
            operation.run();
        } catch (ErrnoException refused) {
            // Some are refused by policy, and one because it was made to fail.
        }
        dax.assertInOrder();
        for (int page = 0; page < WINDOW; page++) {
            if (dax.access(page) != 0) {
                long stamp = dax.load(page);
                assertEquals(
                        stamp, dax.read((int) (stamp >> 32) - 1, (int) stamp), "the guest sees a page of the file");
            }
        }
    }

    @Test
    void randomOperationsAnswerAsTheModelDoes() {
        Property.of(random -> Stream.generate(() -> DaxWindowModel.anyOperation(random))
                        .limit(OPERATIONS)
                        .toList())
                .runs(RUNS)
                .check(this::compare);
    }

    private void compare(List<DaxWindowModel.Operation> operations) {
        try (DaxFixture dax = newFixture(host -> host)) {
            DaxWindowModel model = new DaxWindowModel(policy(), dax);
            operations.forEach(model::perform);
            model.assertSame();
            dax.mapper.drain();
            dax.assertEmpty();
        }
    }
}
