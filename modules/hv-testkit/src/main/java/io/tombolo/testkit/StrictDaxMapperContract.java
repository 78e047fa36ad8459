package io.tombolo.testkit;

import static io.tombolo.testkit.DaxFixture.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.DaxPolicy;
import org.junit.jupiter.api.Test;

/** What a {@link io.tombolo.core.spi.DaxMapper} of {@link DaxPolicy#STRICT} does: one setup, one removal, of the same range. */
public abstract class StrictDaxMapperContract extends DaxMapperContract {
    /** For subclasses, which JUnit makes. */
    protected StrictDaxMapperContract() {}

    @Override
    protected final DaxPolicy policy() {
        return DaxPolicy.STRICT;
    }

    @Test
    void anyOverlapExistsAlready() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 10, 4, false);
        for (int page : new int[] {7, 9, 10, 11, 13}) {
            assertErrno(Errno.EEXIST, () -> dax.setup(1, 0, page, 4, false));
        }
        assertErrno(Errno.EEXIST, () -> dax.setup(1, 0, 11, 1, false));
        assertErrno(Errno.EEXIST, () -> dax.setup(1, 0, 0, WINDOW, false));
        assertErrno(Errno.EEXIST, () -> dax.setup(2, 0, 10, 4, true));
        assertEquals(initialStamp(0, 1), dax.load(11), "what was there stays");
        dax.setup(1, 0, 6, 4, false);
        dax.setup(1, 0, 14, 4, false);
        assertEquals(3, dax.stage2.count());
    }

    @Test
    void onlyWhatWasSetUpIsRemoved() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 10, 4, false);
        assertErrno(Errno.ENOENT, () -> dax.remove(9, 4));
        assertErrno(Errno.ENOENT, () -> dax.remove(11, 3));
        assertErrno(Errno.ENOENT, () -> dax.mapper.remove(10 * PAGE + 4096, PAGE));
        assertErrno(Errno.ENOENT, () -> dax.mapper.remove(1L << 50, PAGE));
        assertErrno(Errno.EINVAL, () -> dax.remove(10, 3));
        assertErrno(Errno.EINVAL, () -> dax.remove(10, 5));
        assertErrno(Errno.EINVAL, () -> dax.mapper.remove(10 * PAGE, 0));
        assertErrno(Errno.EINVAL, () -> dax.mapper.remove(10 * PAGE, -1));
        assertEquals(initialStamp(0, 3), dax.load(13));
        dax.remove(10, 4);
        assertErrno(Errno.ENOENT, () -> dax.remove(10, 4));
        dax.assertEmpty();
    }

    @Test
    void onlyWhatWasSetUpIsUpgraded() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 10, 4, false);
        assertErrno(Errno.EINVAL, () -> dax.upgrade(10, 2));
        assertErrno(Errno.ENOENT, () -> dax.upgrade(12, 2));
        dax.upgrade(10, 4);
    }

    @Test
    void aRangeThatTheHypervisorKeepsIsKept() {
        DaxFixture dax = fixture();
        dax.setup(0, 0, 10, 4, false);
        dax.stage2.refuseOnce(1);
        assertErrno(Errno.EIO, () -> dax.remove(10, 4));
        assertEquals(initialStamp(0, 0), dax.load(10));
        assertErrno(Errno.EEXIST, () -> dax.setup(0, 0, 10, 4, false));
        dax.remove(10, 4);
        dax.stage2.refuseOnce(1);
        assertErrno(Errno.EIO, () -> dax.setup(0, 0, 10, 4, false));
        dax.assertEmpty();
    }
}
