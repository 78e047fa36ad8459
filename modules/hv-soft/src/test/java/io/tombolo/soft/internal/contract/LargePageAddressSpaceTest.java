package io.tombolo.soft.internal.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Engine;
import io.tombolo.soft.internal.SoftEngine;
import io.tombolo.soft.internal.SparseHostMemory;
import io.tombolo.soft.internal.translate.Translator;
import io.tombolo.testkit.AddressSpaceContract;
import io.tombolo.testkit.NativePages;
import org.junit.jupiter.api.Test;

/** On a host with pages of 16 KiB the guest's still have 4 KiB. */
class LargePageAddressSpaceTest extends AddressSpaceContract {
    private static final int HOST_PAGE = 16384;

    @Override
    protected Engine createEngine() {
        return new SoftEngine(new SparseHostMemory(), Translator::inBackground, HOST_PAGE);
    }

    @Test
    void theHostsPageSizeIsTold() {
        assertEquals(HOST_PAGE, engine().limits().hostPageSize());
    }

    @Test
    void memoryThatTheHostCouldNotHaveMappedIsRefused() {
        NativePages small = new NativePages(2, PAGE);
        assertThrows(IllegalArgumentException.class, () -> space().map(DATA, PAGE, Access.READ, small, 0));
        small.release();
    }
}
