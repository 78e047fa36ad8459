package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.VirtualCpu;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The shoot-down of stale page-map entries: after a safepoint of every vCPU nobody uses an entry that was cleared before, so its page may be given
 * to somebody else.
 */
@Timeout(60)
public abstract class SafepointContract extends EngineFixture {
    private static final int READ_WRITE = Access.READ | Access.WRITE;
    private static final int ROUNDS = 50;

    /** For subclasses, which JUnit makes. */
    protected SafepointContract() {}

    /** A loop that stores an ever growing number into the page at {@link #DATA}. */
    private VirtualCpu storingCpu() {
        return cpu(new Aarch64Code().move(1, DATA).add(0, 0, 1).store(0, 1).branch(-2));
    }

    /** A store is seen at some time after the loop was started; there is no event for it. */
    private static void awaitChange(NativePages data, long from) {
        while (data.get(0) == from) {
            Thread.onSpinWait();
        }
    }

    @Test
    void afterSynchronizeNobodyStoresToAPageThatWasUnmapped() throws Exception {
        VirtualCpu cpu = storingCpu();
        for (int round = 0; round < ROUNDS; round++) {
            NativePages data = map(DATA, 1, READ_WRITE);
            Future<Exit> running = start(cpu);
            awaitChange(data, 0);
            space().unmap(DATA, PAGE);
            space().synchronize();
            data.set(0, -1);

            assertEquals(new Exit.PageFault(DATA, Access.WRITE), running.get(20, TimeUnit.SECONDS));
            assertEquals(-1, data.get(0), "a store came after the page had been given away");
        }
    }

    @Test
    void afterSynchronizeNobodyStoresToAPageThatWasProtected() throws Exception {
        VirtualCpu cpu = storingCpu();
        for (int round = 0; round < ROUNDS; round++) {
            NativePages data = map(DATA, 1, READ_WRITE);
            Future<Exit> running = start(cpu);
            awaitChange(data, 0);
            space().protect(DATA, PAGE, Access.READ);
            space().synchronize();
            data.set(0, -1);

            assertEquals(new Exit.PageFault(DATA, Access.WRITE), running.get(20, TimeUnit.SECONDS));
            assertEquals(-1, data.get(0), "a store came after the page had become read-only");
        }
    }

    @Test
    void afterSynchronizeASnapshotIsFrozen() throws Exception {
        VirtualCpu cpu = storingCpu();
        NativePages data = map(DATA, 1, READ_WRITE);
        Future<Exit> running = start(cpu);
        awaitChange(data, 0);
        space().share(newSpace(), DATA, PAGE, ~Access.WRITE);
        space().synchronize();
        long frozen = data.get(0);

        assertEquals(new Exit.PageFault(DATA, Access.WRITE), running.get(20, TimeUnit.SECONDS));
        assertEquals(frozen, data.get(0));
    }

    @Test
    void releaseComesAfterTheLastStore() throws Exception {
        VirtualCpu cpu = storingCpu();
        for (int round = 0; round < ROUNDS; round++) {
            NativePages data = map(DATA, 1, READ_WRITE);
            Future<Exit> running = start(cpu);
            awaitChange(data, 0);
            CountDownLatch released = new CountDownLatch(1);
            space().unmap(DATA, PAGE);
            space().afterSafepoint(() -> {
                data.set(0, -1);
                released.countDown();
            });
            assertEquals(new Exit.PageFault(DATA, Access.WRITE), running.get(20, TimeUnit.SECONDS));
            assertTrue(released.await(20, TimeUnit.SECONDS), "the action runs without a further event");
            assertEquals(-1, data.get(0), "a store came after the release");
        }
    }

    @Test
    void aLoopThatNeverLeavesGuestCodePassesSafepoints() throws Exception {
        NativePages data = map(DATA, 1, READ_WRITE);
        VirtualCpu cpu = storingCpu();
        Future<Exit> running = start(cpu);
        awaitChange(data, 0);
        space().synchronize();
        CountDownLatch passed = new CountDownLatch(1);
        space().afterSafepoint(passed::countDown);

        assertTrue(passed.await(20, TimeUnit.SECONDS), "the loop passes no safepoint");
        cpu.kick();
        assertSame(Exit.Kicked.INSTANCE, running.get(20, TimeUnit.SECONDS), "a safepoint is no exit");
    }

    @Test
    void aCpuThatDoesNotRunCountsAsPassed() {
        cpu(new Aarch64Code().systemCall()).run();
        CountDownLatch passed = new CountDownLatch(1);
        space().synchronize();
        space().afterSafepoint(passed::countDown);

        assertEquals(0, passed.getCount(), "the action runs at once");
    }

    @Test
    void everyActionRunsOnce() throws Exception {
        NativePages data = map(DATA, 1, READ_WRITE);
        VirtualCpu cpu = storingCpu();
        Future<Exit> running = start(cpu);
        awaitChange(data, 0);
        int count = 1000;
        CountDownLatch passed = new CountDownLatch(count);
        int[] runs = new int[count];
        for (int i = 0; i < count; i++) {
            int action = i;
            space().afterSafepoint(() -> {
                runs[action]++;
                passed.countDown();
            });
        }
        assertTrue(passed.await(20, TimeUnit.SECONDS), () -> passed.getCount() + " actions did not run");
        cpu.kick();
        running.get(20, TimeUnit.SECONDS);
        for (int i = 0; i < count; i++) {
            assertEquals(1, runs[i], "action " + i);
        }
    }
}
