package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Stage2;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostPaths;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.NativeMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a stage 2 with the rules of Hypervisor.framework does, so that whoever maps by those rules can count on it. {@link Stage2Model} passes it
 * on any machine; a hypervisor's own stage 2 does on its hardware. What sources disagree about is not asked: the errno of a refusal, and host
 * memory that may become writable but is not.
 */
public abstract class Stage2Contract {
    private static final int READ = Access.READ;
    private static final int WRITE = Access.READ | Access.WRITE;
    private static final int ALL = WRITE | Access.EXECUTE;
    private static final int HOST_WRITE = Mman.PROT_READ | Mman.PROT_WRITE;
    private static final long IPA = 1L << 30;
    private static final int PAGES = 8;

    @TempDir
    Path directory;

    private final List<Integer> descriptors = new ArrayList<>();
    private int file;
    private int readOnlyFile;

    /** For subclasses, which JUnit makes. */
    protected Stage2Contract() {}

    /** {@return the stage 2 under test, of a fresh virtual machine} */
    protected abstract Stage2 stage2();

    /** {@return the host whose memory is placed} */
    protected abstract Host host();

    /** Loads eight bytes as the guest would; throws {@link IllegalStateException} for an abort. */
    protected abstract long load(long ipa);

    /** Stores eight bytes as the guest would; throws {@link IllegalStateException} for an abort. */
    protected abstract void store(long ipa, long value);

    @BeforeEach
    final void makeFile() {
        file = open(Fcntl.O_RDWR | Fcntl.O_CREAT);
        host().files().truncate(file, PAGES * page());
        readOnlyFile = open(Fcntl.O_RDONLY);
        long address = map(file, PAGES, HOST_WRITE, Mman.MAP_SHARED);
        for (int i = 0; i < PAGES; i++) {
            NativeMemory.putLong(address + i * page(), 100 + i);
        }
    }

    @AfterEach
    final void closeFile() {
        descriptors.forEach(host().files()::close);
    }

    private int open(int flags) {
        byte[] path = HostPaths.bytes(directory.resolve("file").toString());
        int descriptor = host().paths().open(Fcntl.AT_FDCWD, path, flags | Fcntl.O_CLOEXEC, 0600);
        descriptors.add(descriptor);
        return descriptor;
    }

    private long page() {
        return stage2().limits().granule();
    }

    private long map(int descriptor, int pages, int protection, int flags) {
        return host().mappings().map(0, pages * page(), protection, flags, descriptor, 0);
    }

    private long sharedMemory() {
        return map(file, PAGES, HOST_WRITE, Mman.MAP_SHARED);
    }

    private static void assertRefused(Executable call) {
        assertThrows(ErrnoException.class, call);
    }

    private void assertAborts(long ipa) {
        assertThrows(IllegalStateException.class, () -> load(ipa), () -> "nothing may be at " + Long.toHexString(ipa));
    }

    @Test
    void theGuestSeesTheHostsMemoryAndTheOtherWayRound() {
        long memory = sharedMemory();
        stage2().map(IPA, 2 * page(), memory + page(), ALL);
        assertEquals(101, load(IPA));
        assertEquals(102, load(IPA + page()));
        store(IPA + 8, 7);
        assertEquals(7, NativeMemory.getLong(memory + page() + 8));
        assertAborts(IPA - 8);
        assertAborts(IPA + 2 * page());
        stage2().unmap(IPA, 2 * page());
        assertAborts(IPA);
    }

    @Test
    void addressesAndLengthsAreOfWholeGranules() {
        long memory = sharedMemory();
        long half = page() / 4;
        assertAll(
                () -> assertRefused(() -> stage2().map(IPA + half, page(), memory, READ)),
                () -> assertRefused(() -> stage2().map(IPA, half, memory, READ)),
                () -> assertRefused(() -> stage2().map(IPA, page(), memory + half, READ)),
                () -> assertRefused(() -> stage2().map(IPA, 0, memory, READ)));
        assertAborts(IPA);
    }

    @Test
    void nothingIsMappedOverWhatIsMapped() {
        long memory = sharedMemory();
        stage2().map(IPA + page(), 2 * page(), memory, READ);
        assertAll(
                () -> assertRefused(() -> stage2().map(IPA, 2 * page(), memory, READ)),
                () -> assertRefused(() -> stage2().map(IPA + 2 * page(), page(), memory, READ)),
                () -> assertRefused(() -> stage2().map(IPA + page(), 2 * page(), memory, READ)),
                () -> assertRefused(() -> stage2().map(IPA, 4 * page(), memory, READ)));
        stage2().map(IPA, page(), memory + 4 * page(), READ);
        stage2().map(IPA + 3 * page(), page(), memory + 5 * page(), READ);
        assertEquals(104, load(IPA));
        assertEquals(100, load(IPA + page()));
        assertEquals(105, load(IPA + 3 * page()));
    }

    @Test
    void onlyWhatWasMappedAsOneIsUnmapped() {
        long memory = sharedMemory();
        stage2().map(IPA, 2 * page(), memory, READ);
        stage2().map(IPA + 2 * page(), page(), memory + 2 * page(), READ);
        assertAll(
                () -> assertRefused(() -> stage2().unmap(IPA, page())),
                () -> assertRefused(() -> stage2().unmap(IPA + page(), page())),
                () -> assertRefused(() -> stage2().unmap(IPA, 3 * page())),
                () -> assertRefused(() -> stage2().unmap(IPA + 3 * page(), page())));
        assertEquals(100, load(IPA));
        stage2().unmap(IPA, 2 * page());
        assertAborts(IPA + page());
        assertEquals(102, load(IPA + 2 * page()));
        assertRefused(() -> stage2().unmap(IPA, 2 * page()));
    }

    @Test
    void theFormerPagesStayVisibleWhenTheHostMapsOverThem() {
        long memory = sharedMemory();
        stage2().map(IPA, page(), memory, READ);
        host().mappings().map(memory, page(), HOST_WRITE, Mman.MAP_SHARED | Mman.MAP_FIXED, file, 3 * page());
        assertEquals(103, NativeMemory.getLong(memory));
        assertEquals(100, load(IPA), "stage 2 does not follow the host's page tables");
        stage2().unmap(IPA, page());
        stage2().map(IPA, page(), memory, READ);
        assertEquals(103, load(IPA));
    }

    @Test
    void rightsAreWithinThoseOfTheHostMapping() {
        long readable = map(readOnlyFile, 1, Mman.PROT_READ, Mman.MAP_SHARED);
        assertAll(
                () -> assertRefused(() -> stage2().map(IPA, page(), readable, WRITE)),
                () -> assertRefused(() -> stage2().map(IPA, page(), readable, ALL)));
        long ipa = IPA;
        for (int access : new int[] {READ, READ | Access.EXECUTE, WRITE, ALL}) {
            stage2().map(ipa, page(), map(readOnlyFile, 1, HOST_WRITE, Mman.MAP_PRIVATE), access);
            stage2().map(ipa + page(), page(), map(file, 1, HOST_WRITE, Mman.MAP_PRIVATE), access);
            stage2().map(ipa + 2 * page(), page(), sharedMemory(), access);
            assertEquals(100, load(ipa));
            ipa += 4 * page();
        }
    }

    @Test
    void theGuestDoesNotWriteWhatItMayOnlyRead() {
        long memory = sharedMemory();
        stage2().map(IPA, page(), memory, READ);
        assertThrows(IllegalStateException.class, () -> store(IPA, 1));
        assertEquals(100, NativeMemory.getLong(memory));
    }

    @Test
    void rightsChangeInPlaceForWhatWasMappedAsOne() {
        long memory = sharedMemory();
        stage2().map(IPA, 2 * page(), memory, READ);
        stage2().protect(IPA, 2 * page(), WRITE);
        store(IPA + page(), 5);
        assertEquals(5, NativeMemory.getLong(memory + page()));
        stage2().protect(IPA, 2 * page(), READ);
        assertThrows(IllegalStateException.class, () -> store(IPA, 1));
        assertRefused(() -> stage2().protect(IPA + 8 * page(), page(), READ));
    }

    @Test
    void addressesHaveAWidth() {
        long end = 1L << stage2().limits().addressBits();
        long memory = sharedMemory();
        stage2().map(end - page(), page(), memory, READ);
        assertEquals(100, load(end - page()));
        assertAll(
                () -> assertRefused(() -> stage2().map(end, page(), memory, READ)),
                () -> assertRefused(() -> stage2().map(end - 2 * page(), 4 * page(), memory, READ)));
    }

    @Test
    void untouchedMemoryOfManyGigabytesIsPlacedAtOnce() {
        int large = open(Fcntl.O_RDWR);
        long length = Math.min(1L << 36, 1L << (stage2().limits().addressBits() - 1));
        host().files().truncate(large, length);
        int flags = Mman.MAP_SHARED | Mman.MAP_NORESERVE;
        long memory = host().mappings().map(0, length, HOST_WRITE, flags, large, 0);
        stage2().map(0, length, memory, WRITE);
        store(length - 8, 9);
        assertEquals(9, NativeMemory.getLong(memory + length - 8));
        stage2().unmap(0, length);
        host().mappings().unmap(memory, length);
    }
}
