package io.tombolo.mm.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.mm.internal.backing.FileRegistry;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.snapshot.Snapshots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;

/** A memory over real host memory, with loads and stores that fault as a guest's do. */
abstract class MemoryFixture {
    static final long PAGE = 4096;
    static final int RW = Mman.PROT_READ | Mman.PROT_WRITE;
    static final int PRIVATE = Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS;
    static final int SHARED = Mman.MAP_SHARED | Mman.MAP_ANONYMOUS;
    /** What the kernel of these tests promises to one mapping at most. */
    static final long COMMIT_LIMIT = 1L << 36;

    final Host host = newHost();
    final FramePool pool = FramePool.create(host);
    final KernelMemory kernel = new KernelMemory(
            new ModelEngine(host.mappings().pageSize()),
            host,
            pool,
            new FileRegistry(host),
            COMMIT_LIMIT,
            Snapshots::sharing);
    final PagedMemory memory = PagedMemory.create(kernel);

    /** The host of the test, whose page size is the engine's as well. */
    Host newHost() {
        return Host.system();
    }

    @AfterEach
    void everyFrameComesBack() {
        memory.release();
        kernel.files().close();
        assertEquals(0, pool.framesInUse(), "frames that nobody maps must be free");
        assertEquals(0, pool.residentBytes(), "free frames must cost the host nothing");
        pool.release();
    }

    long map(long pages, int protection, int flags) {
        return memory.map(0, pages * PAGE, protection, flags, null, 0);
    }

    static FaultResult store(ProcessMemory memory, long address, int value) {
        FaultResult result = touch(memory, address, Access.WRITE);
        if (result == FaultResult.RESOLVED) {
            NativeMemory.putInt(memory.addressSpace().hostAddress(address), value);
        }
        return result;
    }

    static int load(ProcessMemory memory, long address) {
        assertEquals(FaultResult.RESOLVED, touch(memory, address, Access.READ), () -> Long.toHexString(address));
        return NativeMemory.getInt(memory.addressSpace().hostAddress(address));
    }

    static FaultResult touch(ProcessMemory memory, long address, int access) {
        for (int tries = 0; (memory.addressSpace().access(address) & access) == 0; tries++) {
            FaultResult result = memory.handleFault(address, access);
            if (result != FaultResult.RESOLVED) {
                return result;
            }
            assertEquals(
                    0, tries, () -> "a fault at " + Long.toHexString(address) + " was said to be resolved but was not");
        }
        return FaultResult.RESOLVED;
    }

    static void assertErrno(Errno expected, Executable call) {
        assertEquals(expected, assertThrows(ErrnoException.class, call).errno());
    }
}
