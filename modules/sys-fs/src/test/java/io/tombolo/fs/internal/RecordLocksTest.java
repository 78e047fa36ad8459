package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.FileTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.RestartCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Record locks among guests, and between guests and host processes. The host's side is a lock of this very process: to the host
 * it is as foreign to the guests' locks as that of any other process.
 */
class RecordLocksTest {
    private static final int READ = Fcntl.F_RDLCK;
    private static final int WRITE = Fcntl.F_WRLCK;
    private static final int NONE = Fcntl.F_UNLCK;
    private static final long BLOCKED = Errno.EAGAIN.result();

    @TempDir
    Path directory;

    private final TestGuest guest = TestGuest.onHost();
    private String path = "";
    private long file;
    private Task child = guest.task;
    private @org.jspecify.annotations.Nullable FileChannel opened;

    @BeforeEach
    void open() throws IOException {
        path = directory.resolve("file").toString();
        file = guest.open(path, Fcntl.O_RDWR | Fcntl.O_CREAT);
        child = guest.otherProcess(guest.task.files().fork());
        opened = FileChannel.open(Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        channel().close();
        guest.close();
    }

    private FileChannel channel() {
        return java.util.Objects.requireNonNull(opened);
    }

    @Test
    void locksBelongToProcesses() throws Exception {
        long file = guest.open(path, Fcntl.O_RDWR | Fcntl.O_CREAT);
        Task child = guest.otherProcess(guest.task.files().fork());
        assertEquals(0, lock(guest.task, file, Fcntl.F_SETLK, Fcntl.F_WRLCK, 10, 20));
        assertEquals(Errno.EAGAIN.result(), lock(child, file, Fcntl.F_SETLK, Fcntl.F_RDLCK, 29, 1));
        assertEquals(0, lock(child, file, Fcntl.F_SETLK, Fcntl.F_WRLCK, 30, 1));
        assertEquals(0, lock(child, file, Fcntl.F_GETLK, Fcntl.F_RDLCK, 0, 0));
        assertEquals(Fcntl.F_WRLCK, child.guest().getShort(TestGuest.BUFFER));
        assertEquals(10, child.guest().getLong(TestGuest.BUFFER + 8));
        assertEquals(20, child.guest().getLong(TestGuest.BUFFER + 16));
        assertEquals(guest.task.process().pid(), child.guest().getInt(TestGuest.BUFFER + 24));
        long again = guest.open(path, 0);
        guest.call("close", again);
        assertEquals(0, lock(child, file, Fcntl.F_SETLK, Fcntl.F_RDLCK, 29, 1), "any close drops the locks");
        assertEquals(Errno.EAGAIN.result(), lock(guest.task, file, Fcntl.F_SETLK, Fcntl.F_WRLCK, 30, 1));
        child.files().release();
        assertEquals(0, lock(guest.task, file, Fcntl.F_SETLK, Fcntl.F_WRLCK, 30, 1), "the other process has ended");
    }

    @Test
    void whatAGuestLocksTheHostIsKeptOutOf() throws IOException {
        assertEquals(0, set(guest.task, WRITE, 10, 20));
        assertNull(channel().tryLock(29, 1, true));
        assertNull(channel().tryLock(0, 11, true));
        assertNotNull(channel().tryLock(0, 10, false));
        assertNotNull(channel().tryLock(30, 10, false));
        assertEquals(0, set(guest.task, NONE, 15, 5));
        assertNotNull(channel().tryLock(15, 5, false), "what was given up in the middle is free");
        assertNull(channel().tryLock(14, 1, false));
        assertNull(channel().tryLock(20, 1, false));
    }

    @Test
    void theHostSeesTheUnionOfWhatGuestsShare() throws IOException {
        assertEquals(0, set(guest.task, READ, 0, 10));
        assertEquals(0, set(child, READ, 5, 10));
        assertNull(channel().tryLock(0, 1, false));
        FileLock shared = channel().tryLock(0, 20, true);
        assertNotNull(shared, "readers share with host processes");
        shared.release();
        assertEquals(0, set(guest.task, NONE, 0, 0));
        assertNotNull(channel().tryLock(0, 5, false));
        assertNull(channel().tryLock(5, 1, false), "the other guest reads on");
        assertEquals(0, set(child, NONE, 0, 0));
        assertNotNull(channel().tryLock(5, 10, false));
    }

    @Test
    void aWriterThatBecomesAReaderLetsTheHostRead() throws IOException {
        assertEquals(0, set(guest.task, WRITE, 0, 0));
        assertNull(channel().tryLock(0, 1, true));
        assertEquals(0, set(guest.task, READ, 0, 0));
        assertNotNull(channel().tryLock(0, 1, true));
        assertNull(channel().tryLock(1, 1, false));
        assertEquals(BLOCKED, set(guest.task, WRITE, 0, 0), "the host reads");
        assertEquals(0, set(guest.task, WRITE, 1, 0));
    }

    @Test
    void whatTheHostLocksGuestsAreKeptOutOf() throws IOException {
        FileLock held = channel().lock(5, 5, false);
        assertEquals(BLOCKED, set(guest.task, READ, 9, 1));
        assertEquals(0, set(guest.task, READ, 10, 1));
        assertEquals(0, lock(child, file, Fcntl.F_GETLK, READ, 0, 0));
        assertEquals(WRITE, child.guest().getShort(TestGuest.BUFFER));
        assertEquals(5, child.guest().getLong(TestGuest.BUFFER + 8));
        assertEquals(5, child.guest().getLong(TestGuest.BUFFER + 16));
        assertEquals(ProcessHandle.current().pid(), child.guest().getInt(TestGuest.BUFFER + 24));
        held.release();
        assertEquals(0, set(guest.task, READ, 9, 1));
    }

    @Test
    void aLockOfADescriptionIsSeenByAllProcesses() {
        long other = guest.open(path, Fcntl.O_RDWR);
        assertEquals(0, lock(guest.task, other, Fcntl.F_OFD_SETLK, WRITE, 0, 10));
        assertEquals(BLOCKED, set(guest.task, READ, 9, 1));
        assertEquals(0, lock(child, file, Fcntl.F_GETLK, READ, 0, 0));
        assertEquals(-1, child.guest().getInt(TestGuest.BUFFER + 24));
        assertEquals(0, set(guest.task, WRITE, 10, 1));
        assertEquals(BLOCKED, lock(guest.task, other, Fcntl.F_OFD_SETLK, WRITE, 10, 1));
    }

    @Test
    void aGuestWaitsForTheHostAndHasTheLockThen() throws Exception {
        FileLock held = channel().lock(0, 10, false);
        Blocked waiting = Blocked.until(guest.task, () -> wait(guest.task, WRITE, 0, 5));
        held.release();
        assertEquals(0, waiting.answer());
        assertNull(channel().tryLock(0, 1, true));
        assertNotNull(channel().tryLock(5, 1, false));
    }

    @Test
    void guestsThatWaitForTheHostGetTheLockInTurn() throws Exception {
        FileLock held = channel().lock(0, 10, false);
        Blocked first = Blocked.until(guest.task, () -> wait(guest.task, WRITE, 0, 5));
        Blocked second = Blocked.until(child, () -> wait(child, WRITE, 0, 5));
        held.release();
        Task winner = java.util.concurrent.CompletableFuture.anyOf(
                                first.result().thenApply(answer -> guest.task),
                                second.result().thenApply(answer -> child))
                        .get(20, java.util.concurrent.TimeUnit.SECONDS)
                        .equals(guest.task)
                ? guest.task
                : child;
        assertNull(channel().tryLock(0, 1, true));
        assertEquals(0, set(winner, NONE, 0, 0));
        assertEquals(0, first.answer());
        assertEquals(0, second.answer());
        assertNull(channel().tryLock(0, 1, true));
        assertEquals(0, set(winner.equals(child) ? guest.task : child, NONE, 0, 0));
        assertNotNull(channel().tryLock(0, 10, false), "nothing is left behind");
    }

    @Test
    void theHostWaitsForAGuest() throws Exception {
        assertEquals(0, set(guest.task, WRITE, 0, 0));
        Blocked host = Blocked.start(() -> {
            try {
                return channel().lock(3, 1, false).size();
            } catch (IOException error) {
                throw new java.io.UncheckedIOException(error);
            }
        });
        assertEquals(0, set(guest.task, NONE, 3, 1));
        assertEquals(1, host.answer());
        assertEquals(BLOCKED, set(guest.task, READ, 3, 1));
    }

    @Test
    void anInterruptedWaitLeavesNothingBehind() throws Exception {
        FileLock held = channel().lock(0, 10, false);
        Blocked waiting = Blocked.until(guest.task, () -> wait(guest.task, WRITE, 0, 5));
        guest.task.interrupt();
        assertEquals(-RestartCode.ERESTARTSYS, waiting.answer());
        guest.task.clearPendingWork();
        held.release();
        // Blocks until the lock that the helper may have got by now is given up.
        channel().lock(0, 10, false).release();
        assertEquals(0, set(child, WRITE, 0, 10));
    }

    @Test
    void locksGoWithAnyDescriptorAndWithTheProcess() throws IOException {
        Task third = guest.otherProcess(new FileTable());
        long own = guest.call(third, "openat", TestGuest.AT_FDCWD, pathIn(third), Fcntl.O_RDWR, 0);
        assertEquals(0, lock(third, own, Fcntl.F_SETLK, WRITE, 0, 10));
        assertEquals(0, set(guest.task, WRITE, 20, 10));
        assertNull(channel().tryLock(0, 1, true));
        third.files().release();
        assertNotNull(channel().tryLock(0, 10, false), "the process has ended");
        assertNull(channel().tryLock(20, 1, true));
        guest.call("close", guest.open(path, 0));
        assertNotNull(channel().tryLock(20, 10, false), "any close drops the locks");
    }

    @Test
    void aCircleOfGuestsIsRefused() throws Exception {
        assertEquals(0, set(guest.task, WRITE, 0, 1));
        assertEquals(0, set(child, WRITE, 1, 1));
        Blocked waiting = Blocked.until(guest.task, () -> wait(guest.task, WRITE, 1, 1));
        assertEquals(Errno.EDEADLK.result(), wait(child, WRITE, 0, 1));
        assertEquals(0, set(child, NONE, 1, 1));
        assertEquals(0, waiting.answer());
    }

    @Test
    void theEndOfTheFileIsAsFarAsItMoves() throws IOException {
        assertEquals(0, set(guest.task, WRITE, 100, 0));
        assertNull(channel().tryLock(Long.MAX_VALUE - 1, 1, true));
        assertEquals(0, set(guest.task, NONE, 200, 0));
        assertNotNull(channel().tryLock(200, Long.MAX_VALUE - 200, true));
        assertTrue(set(child, WRITE, 150, 1) == BLOCKED);
    }

    private long set(Task task, int type, long start, long length) {
        return lock(task, file, Fcntl.F_SETLK, type, start, length);
    }

    private long wait(Task task, int type, long start, long length) {
        return lock(task, file, Fcntl.F_SETLKW, type, start, length);
    }

    private long pathIn(Task task) {
        byte[] bytes = (path + "\0").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        task.guest().copyOut(TestGuest.BUFFER, bytes, 0, bytes.length);
        return TestGuest.BUFFER;
    }

    private long lock(Task task, long descriptor, int command, int type, long start, long length) {
        task.guest().putShort(TestGuest.BUFFER, (short) type);
        task.guest().putShort(TestGuest.BUFFER + 2, (short) 0);
        task.guest().putLong(TestGuest.BUFFER + 8, start);
        task.guest().putLong(TestGuest.BUFFER + 16, length);
        task.guest().putInt(TestGuest.BUFFER + 24, 0);
        return guest.call(task, "fcntl", descriptor, command, TestGuest.BUFFER);
    }
}
