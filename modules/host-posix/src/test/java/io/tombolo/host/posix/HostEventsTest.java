package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostEventsTest {
    private static final int IN_CREATE = 0x100;

    private final Host host = Host.system();
    private final HostEvents events = host.events();

    @Test
    void epollTellsWhichDescriptorHasEvents() {
        int epoll = events.createEpoll(Fcntl.O_CLOEXEC);
        int first = host.polling().createEventCounter(0, Poll.EFD_CLOEXEC);
        int second = host.polling().createEventCounter(3, Poll.EFD_CLOEXEC);
        events.controlEpoll(epoll, Poll.EPOLL_CTL_ADD, first, Poll.POLLIN, 0x1234567890abcdefL);
        EpollEvents found = events.newEpollEvents(4);
        assertEquals(0, events.awaitEpoll(epoll, found, System.nanoTime()));
        events.controlEpoll(epoll, Poll.EPOLL_CTL_ADD, second, Poll.POLLIN, -2);
        assertEquals(1, events.awaitEpoll(epoll, found, HostPolling.NO_DEADLINE));
        host.polling().addEvents(first, 1);
        assertEquals(2, events.awaitEpoll(epoll, found, HostPolling.NO_DEADLINE));
        long sum = found.data(0) + found.data(1);
        assertEquals(0x1234567890abcdefL - 2, sum, "both events carry their own data");
        assertEquals(Poll.POLLIN, found.events(0) & found.events(1));
        assertEquals(3, host.polling().takeEvents(second));
        host.files().close(first);
        host.files().close(second);
        host.files().close(epoll);
    }

    @Test
    void aTimerExpires() {
        int timer = events.createTimer(HostClocks.CLOCK_MONOTONIC, Fcntl.O_CLOEXEC);
        TimerSetting hour = new TimerSetting(new Timestamp(2, 3), new Timestamp(3600, 0));
        assertEquals(new TimerSetting(new Timestamp(0, 0), new Timestamp(0, 0)), events.setTimer(timer, 0, hour));
        TimerSetting left = events.timer(timer);
        assertEquals(hour.interval(), left.interval());
        assertTrue(left.value().seconds() <= 3600 && left.value().seconds() > 3500, left::toString);
        events.setTimer(timer, 0, new TimerSetting(new Timestamp(0, 0), new Timestamp(0, 1_000_000)));
        assertEquals(1, host.polling().takeEvents(timer));
        host.files().close(timer);
    }

    @Test
    void aWatcherSeesANewFile(@TempDir Path directory) throws IOException {
        int watcher = events.createWatcher(Fcntl.O_CLOEXEC);
        int watch = events.addWatch(watcher, HostPaths.bytes(directory.toString()), IN_CREATE);
        Files.createFile(directory.resolve("new"));
        NativeBuffer buffer = NativeBuffer.allocate(512);
        host.files().read(watcher, buffer.address(), buffer.size());
        assertEquals(watch, buffer.bytes().getInt(0));
        assertEquals(IN_CREATE, buffer.bytes().getInt(4));
        events.removeWatch(watcher, watch);
        host.files().close(watcher);
    }
}
