package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostDescriptorsTest {
    private final Host host = Host.system();
    private final HostDescriptors descriptors = host.descriptors();
    private final int file = host.mappings().createMemoryFile("locks", Mman.MFD_CLOEXEC | Mman.MFD_ALLOW_SEALING);

    @AfterEach
    void close() {
        host.files().close(file);
    }

    @Test
    void aDuplicateSharesTheOpenFileButNotTheDescriptorFlag() {
        int duplicate = descriptors.duplicate(file, 200);
        assertTrue(duplicate >= 200);
        assertTrue(descriptors.closesOnExecute(duplicate));
        descriptors.setClosesOnExecute(duplicate, false);
        assertTrue(descriptors.closesOnExecute(file), "close-on-exec belongs to the descriptor");
        descriptors.setFlags(duplicate, Fcntl.O_APPEND | Fcntl.O_NONBLOCK);
        assertEquals(
                Fcntl.O_RDWR | Fcntl.O_APPEND | Fcntl.O_NONBLOCK,
                descriptors.flags(file) & ~Fcntl.O_LARGEFILE,
                "the other flags belong to the open file");
        host.files().close(duplicate);
    }

    @Test
    void aPipeHasTheSizeThatItWasGiven() {
        HostDescriptors.Pipe pipe = descriptors.createPipe(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
        assertEquals(1 << 16, descriptors.control(pipe.writeEnd(), Fcntl.F_SETPIPE_SZ, 1 << 16));
        assertEquals(1 << 16, descriptors.control(pipe.readEnd(), Fcntl.F_GETPIPE_SZ, 0));
        NativeBuffer buffer = NativeBuffer.allocate(1);
        assertEquals(Errno.EAGAIN.result(), host.files().rawRead(pipe.readEnd(), buffer.address(), 1));
        host.files().close(pipe.readEnd());
        host.files().close(pipe.writeEnd());
    }

    @Test
    void aSealedFileDoesNotShrink() {
        host.files().truncate(file, 100);
        descriptors.control(file, Fcntl.F_ADD_SEALS, Mman.F_SEAL_SHRINK);
        assertEquals(Mman.F_SEAL_SHRINK, descriptors.control(file, Fcntl.F_GET_SEALS, 0));
        assertEquals(
                Errno.EPERM,
                assertThrows(ErrnoException.class, () -> host.files().truncate(file, 1))
                        .errno());
    }

    @Test
    void locksBelongToTheOpenFileDescription() {
        int other = host.paths()
                .open(Fcntl.AT_FDCWD, HostPaths.bytes("/proc/self/fd/" + file), Fcntl.O_RDWR | Fcntl.O_CLOEXEC, 0);
        LockRange write = new LockRange(Fcntl.F_WRLCK, 10, 5, 0);
        assertTrue(host.locks().tryLock(file, write));
        assertTrue(host.locks().tryLock(file, write), "one's own lock is not in the way");
        assertFalse(host.locks().tryLock(other, write));
        assertEquals(
                Optional.of(new LockRange(Fcntl.F_WRLCK, 10, 5, -1)),
                host.locks().conflict(other, write));
        host.locks().lock(file, new LockRange(Fcntl.F_UNLCK, 0, 0, 0));
        assertEquals(Optional.empty(), host.locks().conflict(other, write));
        host.locks().lockFile(file, Fcntl.LOCK_EX);
        ErrnoException busy =
                assertThrows(ErrnoException.class, () -> host.locks().lockFile(other, Fcntl.LOCK_EX | Fcntl.LOCK_NB));
        assertEquals(Errno.EAGAIN, busy.errno());
        host.files().close(other);
    }
}
