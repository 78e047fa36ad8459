package io.tombolo.testkit;

import static io.tombolo.testkit.DaxFixture.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.DaxPolicy;
import org.junit.jupiter.api.Test;

/**
 * What a {@link io.tombolo.core.spi.DaxMapper} of {@link DaxPolicy#LINUX} does: as {@code mmap(MAP_FIXED)} and {@code munmap} would, which is
 * what Linux's virtiofs driver counts on.
 */
public abstract class LinuxDaxMapperContract extends DaxMapperContract {
    /** For subclasses, which JUnit makes. */
    protected LinuxDaxMapperContract() {}

    @Override
    protected final DaxPolicy policy() {
        return DaxPolicy.LINUX;
    }

    @Test
    void aSlotThatIsSentAgainForWritingIsUpgradedInPlace() {
        DaxFixture dax = fixture();
        dax.setup(0, 8, 16, 8, false);
        int before = dax.stage2.calls();
        int copy = dax.host.descriptors().duplicate(dax.descriptor(0), 0);
        dax.mapper.setup(new DaxFile(copy, true, 8 * PAGE), 16 * PAGE, 8 * PAGE, true);
        dax.host.files().close(copy);
        assertEquals(before + 1, dax.stage2.calls(), "one call, so that the range is never absent");
        dax.store(23, 5);
        assertEquals(5, dax.read(0, 15));
        dax.setup(0, 8, 16, 8, true);
        assertEquals(before + 1, dax.stage2.calls(), "the same once more needs nothing");
        assertEquals(1, dax.mapper.statistics().upgrades());
        assertEquals(3, dax.mapper.statistics().setups());
    }

    @Test
    void writingIsNotHadThroughADescriptorForReading() {
        DaxFixture dax = fixture();
        dax.setup(1, 0, 0, 4, true);
        assertErrno(Errno.EACCES, () -> dax.setup(2, 0, 0, 4, true));
        dax.setup(2, 0, 0, 4, false);
        assertErrno(Errno.EACCES, () -> dax.upgrade(0, 4));
        dax.setup(1, 0, 0, 4, true);
        dax.store(0, 3);
        assertEquals(3, dax.read(1, 0));
    }

    @Test
    void aSetupReplacesWhatItOverlaps() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 0, 16, false);
        dax.setup(1, 0, 4, 4, true);
        dax.setup(1, 50, 14, 4, false);
        assertEquals(initialStamp(0, 3), dax.load(3));
        assertEquals(initialStamp(1, 0), dax.load(4));
        assertEquals(initialStamp(0, 8), dax.load(8));
        assertEquals(initialStamp(1, 50), dax.load(14));
        assertEquals(initialStamp(1, 53), dax.load(17));
        assertEquals(0, dax.access(3) & Access.WRITE);
        assertEquals(18 * PAGE, dax.mapper.statistics().mappedBytes());
        dax.setup(0, 30, 0, 18, false);
        assertEquals(1, dax.stage2.count());
        assertEquals(1, dax.stage2.hostMappings(), "host memory that nothing shows any more has gone");
    }

    @Test
    void removalTakesPartsAndForgivesAbsence() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 0, 8, true);
        dax.setup(1, 0, 8, 8, false);
        dax.remove(6, 4);
        assertEquals(initialStamp(0, 5), dax.load(5));
        dax.assertAbsent(6);
        dax.assertAbsent(9);
        assertEquals(initialStamp(1, 2), dax.load(10));
        dax.remove(6, 4);
        dax.remove(2, 2);
        assertEquals(initialStamp(0, 4), dax.load(4));
        assertEquals(Access.WRITE, dax.access(4) & Access.WRITE);
        dax.remove(40, 4);
        dax.remove(WINDOW + 8, 4);
        dax.mapper.remove(0, 0);
        assertErrno(Errno.EINVAL, () -> dax.mapper.remove(4096, PAGE));
        assertErrno(Errno.EINVAL, () -> dax.mapper.remove(0, 4096));
        dax.mapper.remove(0, -1);
        dax.assertEmpty();
    }

    @Test
    void aPartIsUpgradedAloneAndAHoleIsNot() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 0, 8, false);
        dax.upgrade(2, 3);
        assertEquals(0, dax.access(1) & Access.WRITE);
        assertEquals(Access.WRITE, dax.access(4) & Access.WRITE);
        assertEquals(0, dax.access(5) & Access.WRITE);
        dax.store(2, 9);
        assertEquals(9, dax.read(0, 2));
        assertErrno(Errno.ENOENT, () -> dax.upgrade(6, 4));
        assertEquals(0, dax.access(6) & Access.WRITE, "nothing was changed");
        dax.setup(0, 8, 8, 4, false);
        dax.upgrade(0, 12);
        assertEquals(Access.WRITE, dax.access(11) & Access.WRITE);
    }

    @Test
    void whatARefusalInterruptsIsPutBack() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 0, 8, true);
        for (int nth = 1; nth <= 4; nth++) {
            dax.stage2.refuseOnce(nth);
            assertErrno(Errno.EIO, () -> dax.setup(1, 0, 2, 2, false));
            assertEquals(8 * PAGE, dax.mapper.statistics().mappedBytes());
            assertEquals(initialStamp(0, 2), dax.load(2));
            dax.assertInOrder();
        }
        assertEquals(0, dax.mapper.statistics().lost());
        dax.setup(1, 0, 2, 2, false);
        assertEquals(initialStamp(1, 0), dax.load(2));
    }
}
