package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipes block, end, break and are interrupted as pipe(7) says. */
class StreamTest {
    private TestGuest guest;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        guest = TestGuest.onHost();
    }

    @AfterEach
    void close() {
        guest.close();
    }

    private int[] pipe(int flags) {
        assertEquals(0, guest.call("pipe2", TestGuest.BUFFER, flags));
        return new int[] {
            guest.task.guest().getInt(TestGuest.BUFFER), guest.task.guest().getInt(TestGuest.BUFFER + 4)
        };
    }

    @Test
    void aReaderWaitsForAWriterAndSeesTheEnd() throws Exception {
        int[] pipe = pipe(0);
        Task other = guest.otherProcess(guest.task.files().fork());
        Blocked read = Blocked.until(other, () -> guest.call(other, "read", pipe[0], TestGuest.BUFFER, 100));
        assertEquals(5, guest.write(pipe[1], "hello"));
        assertEquals(5, read.answer());
        assertEquals('h', other.guest().getByte(TestGuest.BUFFER));
        Blocked end = Blocked.until(other, () -> guest.call(other, "read", pipe[0], TestGuest.BUFFER, 100));
        assertEquals(0, guest.call(other, "close", pipe[1]));
        assertEquals(0, guest.call("close", pipe[1]));
        assertEquals(0, end.answer(), "the last writer has gone");
        other.files().release();
    }

    @Test
    void aSignalEndsAWait() throws Exception {
        int[] pipe = pipe(0);
        Blocked read = Blocked.until(guest.task, () -> guest.call("read", pipe[0], TestGuest.BUFFER, 100));
        guest.task.interrupt();
        assertEquals(-RestartCode.ERESTARTSYS, read.answer());
    }

    @Test
    void aSignalThatCameBeforeEndsTheWaitAtOnce() {
        int[] pipe = pipe(0);
        guest.task.interrupt();
        assertEquals(-RestartCode.ERESTARTSYS, guest.call("read", pipe[0], TestGuest.BUFFER, 100));
    }

    @Test
    void anInterruptedWriterTellsWhatItHasWritten() throws Exception {
        int[] pipe = pipe(0);
        int all = 300_000;
        Blocked write = Blocked.until(guest.task, () -> guest.call("write", pipe[1], TestGuest.BUFFER, all));
        guest.task.interrupt();
        assertEquals(65536, write.answer(), "as much as the pipe holds");
    }

    @Test
    void writingWithoutAReaderIsEPIPEAndASignal() {
        int[] pipe = pipe(0);
        guest.call("close", pipe[0]);
        assertEquals(Errno.EPIPE.result(), guest.write(pipe[1], "x"));
        long pending = guest.task.process().signals().pending(guest.task);
        assertTrue((pending >>> (Signal.SIGPIPE - 1) & 1) != 0, "SIGPIPE should be pending");
    }

    @Test
    void withoutBlockingTheAnswerIsEAGAIN() {
        int[] pipe = pipe(Fcntl.O_NONBLOCK);
        assertEquals(Errno.EAGAIN.result(), guest.call("read", pipe[0], TestGuest.BUFFER, 1));
        assertEquals(65536, guest.call("write", pipe[1], TestGuest.BUFFER, 100_000));
        assertEquals(Errno.EAGAIN.result(), guest.call("write", pipe[1], TestGuest.BUFFER, 1));
    }

    @Test
    void blockingIsTheDescriptionsFlagOfTheGuest() {
        int[] pipe = pipe(0);
        int flags = (int) guest.call("fcntl", pipe[0], Fcntl.F_GETFL, 0);
        assertEquals(0, flags & Fcntl.O_NONBLOCK, "the host's own flag must not show");
        assertEquals(0, guest.call("fcntl", pipe[0], Fcntl.F_SETFL, flags | Fcntl.O_NONBLOCK));
        assertEquals(Errno.EAGAIN.result(), guest.call("read", pipe[0], TestGuest.BUFFER, 1));
    }

    @Test
    void wildPointersTakeNothingOutOfThePipe() {
        int[] pipe = pipe(0);
        guest.write(pipe[1], "kept");
        assertEquals(Errno.EFAULT.result(), guest.call("read", pipe[0], 0x10, 4));
        assertEquals(Errno.EFAULT.result(), guest.call("read", pipe[0], FlatMemory.READ_ONLY, 4));
        assertEquals("kept", guest.read(pipe[0], 10));
        assertEquals(Errno.EFAULT.result(), guest.call("write", pipe[1], 0x10, 4));
    }

    @Test
    void aNamedPipeBringsReaderAndWriterTogether() throws Exception {
        String path = directory.resolve("fifo").toString();
        assertEquals(0, guest.call("mknodat", TestGuest.AT_FDCWD, guest.path(path), 0010644, 0));
        assertEquals(Errno.ENXIO.result(), guest.open(path, Fcntl.O_WRONLY | Fcntl.O_NONBLOCK));
        Task other = guest.otherProcess(guest.task.files().fork());
        long otherPath = FlatMemory.BASE;
        other.guest()
                .copyOut(
                        otherPath,
                        (path + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        0,
                        path.length() + 1);
        Blocked reader = Blocked.until(
                other, () -> guest.call(other, "openat", TestGuest.AT_FDCWD, otherPath, Fcntl.O_RDONLY, 0));
        long writer = guest.open(path, Fcntl.O_WRONLY);
        assertTrue(writer >= 0, "opening for writing answered " + writer);
        long readEnd = reader.answer();
        assertTrue(readEnd >= 0, "opening for reading answered " + readEnd);
        assertEquals(3, guest.write(writer, "abc"));
        assertEquals(3, guest.call(other, "read", readEnd, TestGuest.BUFFER, 10));
        other.files().release();
    }

    @Test
    void aWriterThatIsGoneAgainHasStillBeenThere() throws Exception {
        String path = directory.resolve("fifo").toString();
        assertEquals(0, guest.call("mknodat", TestGuest.AT_FDCWD, guest.path(path), 0010644, 0));
        for (int round = 0; round < 200; round++) {
            Task other = guest.otherProcess(guest.task.files().fork());
            other.guest()
                    .copyOut(
                            FlatMemory.BASE,
                            (path + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            0,
                            path.length() + 1);
            Blocked writing = Blocked.start(() -> {
                long descriptor = guest.call(other, "openat", TestGuest.AT_FDCWD, FlatMemory.BASE, Fcntl.O_WRONLY, 0);
                guest.call(other, "write", descriptor, FlatMemory.BASE, 4);
                return guest.call(other, "close", descriptor);
            });
            Blocked reading = Blocked.start(() -> guest.open(path, Fcntl.O_RDONLY));
            long reader = reading.answer();
            assertEquals(4, guest.read(reader, 100).length(), "round " + round);
            assertEquals("", guest.read(reader, 100), "round " + round);
            assertEquals(0, writing.answer());
            guest.call("close", reader);
            other.files().release();
        }
    }

    @Test
    void waitingForTheOtherSideOfANamedPipeIsInterrupted() throws Exception {
        String path = directory.resolve("fifo").toString();
        guest.call("mknodat", TestGuest.AT_FDCWD, guest.path(path), 0010644, 0);
        for (int flags : new int[] {Fcntl.O_RDONLY, Fcntl.O_WRONLY}) {
            Blocked opening = Blocked.until(guest.task, () -> guest.open(path, flags));
            guest.task.interrupt();
            assertEquals(-RestartCode.ERESTARTSYS, opening.answer());
            guest.task.clearPendingWork();
        }
    }

    @Test
    void eventCountersAndTimersBlockAndCount() throws Exception {
        long counter = guest.call("eventfd2", 3, 0);
        assertEquals(8, guest.call("read", counter, TestGuest.BUFFER, 8));
        assertEquals(3, guest.task.guest().getLong(TestGuest.BUFFER));
        assertEquals(Errno.EINVAL.result(), guest.call("read", counter, TestGuest.BUFFER, 4));
        Blocked read = Blocked.until(guest.task, () -> guest.call("read", counter, TestGuest.BUFFER, 8));
        guest.task.interrupt();
        assertEquals(-RestartCode.ERESTARTSYS, read.answer());
        guest.task.clearPendingWork();
        long timer = guest.call("timerfd_create", 1, 0);
        guest.task.guest().fill(TestGuest.BUFFER, 32, (byte) 0);
        guest.task.guest().putLong(TestGuest.BUFFER + 24, 1_000_000);
        assertEquals(0, guest.call("timerfd_settime", timer, 0, TestGuest.BUFFER, 0));
        assertEquals(8, guest.call("read", timer, TestGuest.BUFFER, 8));
        assertEquals(1, guest.task.guest().getLong(TestGuest.BUFFER));
    }
}
