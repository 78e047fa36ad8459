package io.tombolo.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import org.junit.jupiter.api.Test;

class FileTableTest {
    private static final class Tracked extends OpenFile {
        private boolean closed;

        Tracked() {
            super(0);
        }

        @Override
        protected void close() {
            closed = true;
        }

        @Override
        public String description() {
            return "tracked";
        }
    }

    private final FileTable table = new FileTable();

    private int install(OpenFile file, boolean cloexec) {
        return table.install(file, 0, cloexec, 1024);
    }

    private static Errno errno(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(ErrnoException.class, call).errno();
    }

    @Test
    void theLowestFreeDescriptorIsTaken() {
        for (int expected = 0; expected < 200; expected++) {
            assertEquals(expected, install(new Tracked(), false));
        }
        table.remove(77).release();
        assertEquals(77, install(new Tracked(), false));
    }

    @Test
    void aFullTableAnswersEmfileAndKeepsNothing() {
        assertEquals(0, table.install(new Tracked(), 0, false, 1));
        assertEquals(Errno.EMFILE, errno(() -> table.install(new Tracked(), 0, false, 1)));
        assertArrayEquals(new int[] {0}, table.descriptors());
    }

    @Test
    void aFileStaysOpenUntilItsLastReferenceGoes() {
        Tracked file = new Tracked();
        int descriptor = install(file, false);
        OpenFile acquired = table.acquire(descriptor);
        assertSame(file, acquired);
        table.remove(descriptor).release();
        assertEquals(Errno.EBADF, errno(() -> table.acquire(descriptor)));
        assertFalse(file.closed, "closed under a caller that holds a reference");
        acquired.release();
        assertTrue(file.closed, "not closed although the last reference has gone");
    }

    @Test
    void aForkedTableSharesFilesButNotDescriptors() {
        Tracked file = new Tracked();
        int descriptor = install(file, true);
        FileTable copy = table.fork();
        table.release();
        assertFalse(file.closed, "the copy still refers to the file");
        assertTrue(copy.closesOnExec(descriptor), "FD_CLOEXEC is copied");
        copy.release();
        assertTrue(file.closed);
    }

    @Test
    void execClosesWhatIsMarkedAndTellsOfIt() {
        Tracked kept = new Tracked();
        Tracked marked = new Tracked();
        install(kept, false);
        install(marked, true);
        OpenFile[] told = new OpenFile[1];
        table.closeForExec(file -> told[0] = file);
        assertTrue(marked.closed);
        assertFalse(kept.closed);
        assertSame(marked, told[0]);
    }
}
