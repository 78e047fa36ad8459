package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.SignalInfo;
import io.tombolo.core.abi.Epoll;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Poll;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** poll, select, epoll and signal descriptors tell what is ready, and are woken when something becomes so. */
class PollTest {
    private static final long ENTRIES = TestGuest.BUFFER + 4096;
    private static final long TIME = TestGuest.BUFFER + 8192;

    private TestGuest guest;
    private int reader;
    private int writer;

    @BeforeEach
    void start() {
        guest = TestGuest.onHost();
        assertEquals(0, guest.call("pipe2", TestGuest.BUFFER, 0));
        reader = guest.task.guest().getInt(TestGuest.BUFFER);
        writer = guest.task.guest().getInt(TestGuest.BUFFER + 4);
    }

    @AfterEach
    void close() {
        guest.close();
    }

    private void entry(int index, int descriptor, int events) {
        guest.task.guest().putInt(ENTRIES + index * 8L, descriptor);
        guest.task.guest().putInt(ENTRIES + index * 8L + 4, events);
    }

    private int returned(int index) {
        return guest.task.guest().getShort(ENTRIES + index * 8L + 6);
    }

    private long time(long seconds, long nanos) {
        guest.task.guest().putLong(TIME, seconds);
        guest.task.guest().putLong(TIME + 8, nanos);
        return TIME;
    }

    @Test
    void pollTellsWhatIsReady() {
        long file = guest.open("/proc/version", 0);
        entry(0, reader, Poll.POLLIN);
        entry(1, writer, Poll.POLLOUT);
        entry(2, 999, Poll.POLLIN);
        entry(3, -1, Poll.POLLIN);
        entry(4, (int) file, Poll.POLLIN);
        assertEquals(3, guest.call("ppoll", ENTRIES, 5, time(0, 0), 0, 8));
        assertEquals(0, returned(0));
        assertEquals(Poll.POLLOUT, returned(1));
        assertEquals(Poll.POLLNVAL, returned(2));
        assertEquals(0, returned(3));
        assertEquals(Poll.POLLIN, returned(4));
    }

    @Test
    void pollWaitsForTheFirstEvent() throws Exception {
        entry(0, reader, Poll.POLLIN);
        Blocked poll = Blocked.until(guest.task, () -> guest.call("ppoll", ENTRIES, 1, 0, 0, 8));
        guest.call(guest.otherProcess(guest.task.files()), "write", writer, TestGuest.BUFFER, 1);
        assertEquals(1, poll.answer());
        assertEquals(Poll.POLLIN, returned(0));
    }

    @Test
    void pollEndsByTimeOrBySignal() throws Exception {
        entry(0, reader, Poll.POLLIN);
        assertEquals(0, guest.call("ppoll", ENTRIES, 1, time(0, 1_000_000), 0, 8));
        Blocked poll = Blocked.until(guest.task, () -> guest.call("ppoll", ENTRIES, 1, time(100, 0), 0, 8));
        guest.task.interrupt();
        assertEquals(-RestartCode.ERESTARTNOHAND, poll.answer());
        long left = guest.task.guest().getLong(TIME);
        assertTrue(left > 50 && left < 100, "seconds left: " + left);
        assertEquals(Errno.EINVAL.result(), guest.call("ppoll", ENTRIES, 1, time(0, 1_000_000_000), 0, 8));
        assertEquals(Errno.EINVAL.result(), guest.call("ppoll", ENTRIES, 5000, time(0, 0), 0, 8));
    }

    @Test
    void selectKeepsTheBitsOfWhatIsReady() {
        guest.write(writer, "x");
        guest.task.guest().putLong(ENTRIES, 1L << reader | 1L << writer);
        guest.task.guest().putLong(ENTRIES + 64, 1L << writer);
        assertEquals(2, guest.call("pselect6", writer + 1, ENTRIES, ENTRIES + 64, 0, time(5, 0), 0));
        assertEquals(1L << reader, guest.task.guest().getLong(ENTRIES));
        assertEquals(1L << writer, guest.task.guest().getLong(ENTRIES + 64));
        guest.task.guest().putLong(ENTRIES, 1L << 40);
        assertEquals(Errno.EBADF.result(), guest.call("pselect6", 41, ENTRIES, 0, 0, time(0, 0), 0));
    }

    private long watch(long epoll, int operation, int descriptor, int events, long data) {
        guest.task.guest().putInt(ENTRIES, events);
        guest.task.guest().putLong(ENTRIES + 8, data);
        return guest.call("epoll_ctl", epoll, operation, descriptor, ENTRIES);
    }

    @Test
    void epollTellsTheGuestsData() {
        long epoll = guest.call("epoll_create1", 0);
        assertEquals(0, watch(epoll, Epoll.EPOLL_CTL_ADD, reader, Epoll.EPOLLIN, 0x1122334455667788L));
        assertEquals(Errno.EEXIST.result(), watch(epoll, Epoll.EPOLL_CTL_ADD, reader, Epoll.EPOLLIN, 0));
        assertEquals(Errno.ENOENT.result(), watch(epoll, Epoll.EPOLL_CTL_MOD, writer, Epoll.EPOLLIN, 0));
        assertEquals(0, guest.call("epoll_pwait", epoll, ENTRIES, 8, 0, 0, 8));
        guest.write(writer, "x");
        assertEquals(1, guest.call("epoll_pwait", epoll, ENTRIES, 8, -1, 0, 8));
        assertEquals(Epoll.EPOLLIN, guest.task.guest().getInt(ENTRIES));
        assertEquals(0x1122334455667788L, guest.task.guest().getLong(ENTRIES + 8));
        int duplicate = (int) guest.call("dup", reader);
        assertEquals(0, watch(epoll, Epoll.EPOLL_CTL_ADD, duplicate, Epoll.EPOLLIN, 2), "another descriptor");
        assertEquals(2, guest.call("epoll_pwait", epoll, ENTRIES, 8, -1, 0, 8));
        assertEquals(0, watch(epoll, Epoll.EPOLL_CTL_DEL, duplicate, 0, 0));
        assertEquals(1, guest.call("epoll_pwait", epoll, ENTRIES, 8, -1, 0, 8));
        long regular = guest.open("/proc/version", 0);
        assertEquals(Errno.EPERM.result(), watch(epoll, Epoll.EPOLL_CTL_ADD, (int) regular, Epoll.EPOLLIN, 0));
        assertEquals(Errno.EINVAL.result(), watch(epoll, Epoll.EPOLL_CTL_ADD, (int) epoll, Epoll.EPOLLIN, 0));
    }

    @Test
    void closedFilesLeaveAnEpollInstance() {
        long epoll = guest.call("epoll_create1", 0);
        assertEquals(0, watch(epoll, Epoll.EPOLL_CTL_ADD, reader, Epoll.EPOLLHUP, 7));
        guest.call("close", writer);
        assertEquals(1, guest.call("epoll_pwait", epoll, ENTRIES, 8, 0, 0, 8));
        guest.call("close", reader);
        assertEquals(0, guest.call("epoll_pwait", epoll, ENTRIES, 8, 0, 0, 8));
    }

    @Test
    void epollIsInterruptedWithEINTR() throws Exception {
        long epoll = guest.call("epoll_create1", 0);
        Blocked wait = Blocked.until(guest.task, () -> guest.call("epoll_pwait", epoll, ENTRIES, 8, -1, 0, 8));
        guest.task.interrupt();
        assertEquals(Errno.EINTR.result(), wait.answer());
    }

    @Test
    void blockedSignalsAreReadAndPolled() {
        guest.task.signals().setBlocked(1L << (Signal.SIGUSR1 - 1));
        guest.task.guest().putLong(TestGuest.BUFFER, 1L << (Signal.SIGUSR1 - 1));
        long signals = guest.call("signalfd4", -1, TestGuest.BUFFER, 8, 04000);
        assertTrue(signals >= 0, "signalfd4 answered " + signals);
        entry(0, (int) signals, Poll.POLLIN);
        assertEquals(0, guest.call("ppoll", ENTRIES, 1, time(0, 0), 0, 8));
        guest.task.process().signals().send(SignalInfo.fromUser(Signal.SIGUSR1, 42, 7));
        assertEquals(1, guest.call("ppoll", ENTRIES, 1, time(0, 0), 0, 8));
        assertEquals(128, guest.call("read", signals, TestGuest.BUFFER, 200));
        assertEquals(Signal.SIGUSR1, guest.task.guest().getInt(TestGuest.BUFFER));
        assertEquals(42, guest.task.guest().getInt(TestGuest.BUFFER + 12));
        assertEquals(0, guest.call("ppoll", ENTRIES, 1, time(0, 0), 0, 8));
        assertEquals(Errno.EAGAIN.result(), guest.call("read", signals, TestGuest.BUFFER, 200));
    }
}
