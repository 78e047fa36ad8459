package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Stage2;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.Mman;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The model keeps the contract, and tells on whoever breaks a rule. */
class Stage2ModelTest extends Stage2Contract {
    private static final long IPA = 1L << 30;
    private static final long PAGE = Stage2Model.GRANULE;

    private final Host large = Host.system().withPageSize(Stage2Model.GRANULE);
    private final Stage2Model model = new Stage2Model(large.calls(), 40);
    private final Host host = Host.of(model.hostCalls());

    @Override
    protected Stage2 stage2() {
        return model;
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected long load(long ipa) {
        return model.load(ipa);
    }

    @Override
    protected void store(long ipa, long value) {
        model.store(ipa, value);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private long memory(int protection) {
        int file = host.mappings().createMemoryFile("stage2", Mman.MFD_CLOEXEC);
        host.files().truncate(file, 4 * PAGE);
        long address = host.mappings().map(0, 4 * PAGE, protection, Mman.MAP_SHARED, file, 0);
        host.files().close(file);
        return address;
    }

    private void assertOneViolation(String start) {
        List<String> violations = model.takeViolations();
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.getFirst().startsWith(start), violations::toString);
    }

    @Test
    void unmappingHostMemoryThatTheGuestSeesIsTold() {
        long memory = memory(Mman.PROT_READ | Mman.PROT_WRITE);
        model.map(IPA, 2 * PAGE, memory, Access.READ);
        host.mappings().unmap(memory + 2 * PAGE, PAGE);
        model.assertRulesKept();
        host.mappings().unmap(memory + PAGE, PAGE);
        assertOneViolation("munmap");
        assertEquals(0, model.load(IPA + PAGE), "the guest keeps seeing the pages");
    }

    @Test
    void mappingOverHostMemoryThatTheGuestSeesIsTold() {
        long memory = memory(Mman.PROT_READ | Mman.PROT_WRITE);
        model.map(IPA, PAGE, memory, Access.READ);
        int flags = Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS | Mman.MAP_FIXED;
        host.mappings().map(memory, PAGE, Mman.PROT_READ, flags, -1, 0);
        assertOneViolation("mmap(MAP_FIXED)");
    }

    @Test
    void everyRefusalForARuleIsTold() {
        long memory = memory(Mman.PROT_READ | Mman.PROT_WRITE);
        assertThrows(ErrnoException.class, () -> model.map(IPA + 4096, PAGE, memory, Access.READ));
        assertOneViolation("granule");
        assertThrows(ErrnoException.class, () -> model.unmap(IPA, PAGE));
        assertOneViolation("unmap");
        assertThrows(ErrnoException.class, () -> model.map(IPA, PAGE, memory(Mman.PROT_READ), Access.READ));
        assertOneViolation("writable for the host");
        model.destroy();
        assertThrows(ErrnoException.class, () -> model.map(IPA, PAGE, memory, Access.READ));
        assertOneViolation("virtual machine");
    }

    @Test
    void aRefusalThatATestAsksForIsNoViolation() {
        long memory = memory(Mman.PROT_READ | Mman.PROT_WRITE);
        model.refuseOnce(2);
        model.map(IPA, PAGE, memory, Access.READ);
        assertThrows(ErrnoException.class, () -> model.unmap(IPA, PAGE));
        model.unmap(IPA, PAGE);
        model.assertRulesKept();
        assertEquals(0, model.count());
    }

    @Test
    void oneMappingHasLessThanATerabyte() {
        int file = host.mappings().createMemoryFile("stage2", Mman.MFD_CLOEXEC);
        host.files().truncate(file, 1L << 40);
        int flags = Mman.MAP_SHARED | Mman.MAP_NORESERVE;
        long memory = host.mappings().map(0, 1L << 40, Mman.PROT_READ | Mman.PROT_WRITE, flags, file, 0);
        host.files().close(file);
        assertThrows(ErrnoException.class, () -> model.map(0, 1L << 40, memory, Access.READ));
        assertOneViolation("size");
        model.map(0, 1L << 38, memory, Access.READ);
        model.unmap(0, 1L << 38);
        host.mappings().unmap(memory, 1L << 40);
    }
}
