package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostWaiterTest {
    private final Host host = Host.system();
    private final HostWaiter waiter = host.newWaiter();
    private final HostDescriptors.Pipe pipe = host.descriptors().createPipe(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);

    @AfterEach
    void close() {
        waiter.close();
        host.files().close(pipe.readEnd());
        host.files().close(pipe.writeEnd());
    }

    private void fillPipe() {
        host.polling().addEvents(pipe.writeEnd(), 1);
    }

    private HostWaiter.Result awaitPipe(long deadline) {
        return waiter.await(pipe.readEnd(), Poll.POLLIN, deadline);
    }

    @Test
    void aWaitEndsAtItsDeadlineAndNotBefore() {
        long start = System.nanoTime();
        assertEquals(HostWaiter.Result.TIMEOUT, awaitPipe(start + 20_000_000));
        assertTrue(System.nanoTime() - start >= 20_000_000);
        assertEquals(HostWaiter.Result.TIMEOUT, awaitPipe(start), "a deadline in the past only looks");
    }

    @Test
    void aReadyDescriptorEndsTheWait() {
        fillPipe();
        assertEquals(HostWaiter.Result.READY, awaitPipe(HostPolling.NO_DEADLINE));
        assertEquals(Poll.POLLIN, host.polling().poll(pipe.readEnd(), Poll.POLLIN | Poll.POLLPRI));
    }

    @Test
    void aWakeUpBeforeTheWaitIsNotLostAndCountsOnce() {
        waiter.wake();
        waiter.wake();
        assertEquals(HostWaiter.Result.WOKEN, awaitPipe(HostPolling.NO_DEADLINE));
        assertEquals(HostWaiter.Result.TIMEOUT, awaitPipe(System.nanoTime()));
    }

    @Test
    void aWakeUpIsToldEvenIfTheDescriptorIsReadyToo() {
        assertEquals(HostWaiter.Result.TIMEOUT, awaitPipe(System.nanoTime()));
        fillPipe();
        waiter.wake();
        assertEquals(HostWaiter.Result.WOKEN, awaitPipe(HostPolling.NO_DEADLINE));
        assertEquals(HostWaiter.Result.READY, awaitPipe(HostPolling.NO_DEADLINE));
    }

    @Test
    void severalDescriptorsAreToldApart() {
        PollSet set = new PollSet();
        for (int i = 0; i < 40; i++) {
            set.add(-1, Poll.POLLIN);
        }
        int reading = set.add(pipe.readEnd(), Poll.POLLIN);
        int writing = set.add(pipe.writeEnd(), Poll.POLLOUT);
        assertEquals(HostWaiter.Result.READY, waiter.await(set, HostPolling.NO_DEADLINE));
        assertEquals(0, set.returned(reading));
        assertEquals(Poll.POLLOUT, set.returned(writing));
        set.clear();
        set.add(-1, 0);
        assertEquals(HostWaiter.Result.TIMEOUT, waiter.await(set, System.nanoTime()));
    }

    @Test
    void noWakeUpIsLostInARace() {
        int rounds = 20_000;
        AtomicInteger granted = new AtomicInteger();
        Thread waker = new Thread(() -> {
            for (int i = 1; i <= rounds; i++) {
                granted.set(i);
                waiter.wake();
                while (granted.get() == i) {
                    Thread.onSpinWait();
                }
            }
        });
        waker.start();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < rounds; i++) {
                while (granted.get() <= 0) {
                    HostWaiter.Result result = waiter.await(-1, 0, HostPolling.NO_DEADLINE);
                    assertEquals(HostWaiter.Result.WOKEN, result);
                }
                granted.set(0);
            }
        });
    }

    @Test
    void aWakeUpAfterTheEndHitsNobody() {
        awaitPipe(System.nanoTime());
        waiter.close();
        waiter.wake();
    }
}
