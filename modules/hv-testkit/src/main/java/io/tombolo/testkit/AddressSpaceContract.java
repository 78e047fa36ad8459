package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.VirtualCpu;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page map does: entries appear, change, move, are shared and disappear, exactly where asked and nowhere else. */
@Timeout(60)
public abstract class AddressSpaceContract extends EngineFixture {
    private static final int READ_WRITE = Access.READ | Access.WRITE;

    /** For subclasses, which JUnit makes. */
    protected AddressSpaceContract() {}

    @Test
    void mappedPagesPointAtTheObject() {
        NativePages object = pages(4);
        space().map(DATA, 2L * PAGE, READ_WRITE, object, 2L * PAGE);

        assertEquals(object.hostAddress() + 2L * PAGE + 5, space().hostAddress(DATA + 5));
        assertEquals(object.hostAddress() + 3L * PAGE, space().hostAddress(DATA + PAGE));
        assertEquals(READ_WRITE, space().access(DATA + PAGE + 7));
        assertEquals(0, space().hostAddress(DATA - 1), "the page before is absent");
        assertEquals(0, space().hostAddress(DATA + 2L * PAGE), "the page behind is absent");
        assertEquals(0, space().access(DATA + 2L * PAGE));
    }

    @Test
    void mappingReplacesWhatWasThere() {
        map(DATA, 3, READ_WRITE).set(PAGE, 1);
        NativePages second = pages(1).set(0, 2);
        space().map(DATA + PAGE, PAGE, Access.READ, second, 0);

        assertEquals(2, space().memory().getLong(DATA + PAGE));
        assertEquals(Access.READ, space().access(DATA + PAGE));
        assertEquals(READ_WRITE, space().access(DATA));
        assertEquals(READ_WRITE, space().access(DATA + 2L * PAGE));
    }

    @Test
    void oneObjectMayBeMappedAtManyPlaces() {
        NativePages object = map(DATA, 1, READ_WRITE);
        space().map(DATA + 16L * PAGE, PAGE, Access.READ, object, 0);
        space().memory().putLong(DATA + 8, 77);

        assertEquals(77, space().memory().getLong(DATA + 16L * PAGE + 8));
    }

    @Test
    void unmappedPagesFault() {
        map(DATA, 3, READ_WRITE);
        VirtualCpu cpu = cpu(new Aarch64Code().move(1, DATA + PAGE).load(0, 1).branch(-1));
        cpu.kick();
        cpu.run();
        space().unmap(DATA + PAGE, PAGE);

        assertEquals(new Exit.PageFault(DATA + PAGE, Access.READ), cpu.run());
        assertEquals(0, space().hostAddress(DATA + PAGE));
        assertEquals(READ_WRITE, space().access(DATA), "the page before is still there");
        assertEquals(READ_WRITE, space().access(DATA + 2L * PAGE), "the page behind is still there");
    }

    @Test
    void protectionIsTakenAwayAndGivenBack() {
        NativePages data = map(DATA, 1, READ_WRITE);
        VirtualCpu cpu =
                cpu(new Aarch64Code().move(1, DATA).move(2, 5).store(2, 1).systemCall());
        assertSame(Exit.SystemCall.INSTANCE, cpu.run());

        space().protect(DATA, PAGE, Access.READ);
        cpu.registers().setProgramCounter(CODE);
        data.set(0, 0);
        assertEquals(new Exit.PageFault(DATA, Access.WRITE), cpu.run());

        space().protect(DATA, PAGE, READ_WRITE);
        assertSame(Exit.SystemCall.INSTANCE, cpu.run());
        assertEquals(5, data.get(0));
    }

    @Test
    void pagesWithoutAccessFaultButKeepTheirContents() {
        NativePages data = map(DATA, 1, READ_WRITE).set(0, 9);
        space().protect(DATA, PAGE, Access.NONE);
        VirtualCpu cpu = cpu(new Aarch64Code().move(1, DATA).load(0, 1).systemCall());

        assertEquals(new Exit.PageFault(DATA, Access.READ), cpu.run());
        assertEquals(data.hostAddress(), space().hostAddress(DATA), "the page is still present");
        space().protect(DATA, PAGE, Access.READ);
        assertSame(Exit.SystemCall.INSTANCE, cpu.run());
        assertEquals(9, cpu.registers().get(0));
    }

    @Test
    void protectLeavesAbsentPagesAbsent() {
        map(DATA, 1, Access.READ);
        space().protect(DATA, 3L * PAGE, READ_WRITE);

        assertEquals(READ_WRITE, space().access(DATA));
        assertEquals(0, space().hostAddress(DATA + PAGE));
    }

    @Test
    void movedPagesAreFoundAtTheirNewPlaceOnly() {
        NativePages data = map(DATA, 3, READ_WRITE).set(2L * PAGE, 3);
        space().unmap(DATA + PAGE, PAGE);
        long target = DATA + 100L * PAGE;
        space().move(DATA, target, 3L * PAGE);

        assertEquals(data.hostAddress(), space().hostAddress(target));
        assertEquals(0, space().hostAddress(target + PAGE), "an absent page moves as an absent one");
        assertEquals(3, space().memory().getLong(target + 2L * PAGE));
        assertEquals(0, space().hostAddress(DATA));
        assertEquals(0, space().hostAddress(DATA + 2L * PAGE));
    }

    @Test
    void sharingReducesBothSides() {
        NativePages data = map(DATA, 2, READ_WRITE).set(0, 4);
        space().protect(DATA + PAGE, PAGE, Access.READ);
        AddressSpace child = newSpace();
        space().share(child, DATA, 4L * PAGE, ~Access.WRITE);

        assertEquals(data.hostAddress(), child.hostAddress(DATA));
        assertEquals(Access.READ, child.access(DATA));
        assertEquals(Access.READ, child.access(DATA + PAGE));
        assertEquals(Access.READ, space().access(DATA), "the parent lost its write permission, too");
        assertEquals(0, child.hostAddress(DATA + 2L * PAGE));
        VirtualCpu parent = cpu(new Aarch64Code().move(1, DATA).store(1, 1).systemCall());
        assertEquals(new Exit.PageFault(DATA, Access.WRITE), parent.run());
    }

    @Test
    void sharingWithTheFullMaskKeepsRights() {
        NativePages data = map(DATA, 1, READ_WRITE);
        AddressSpace child = newSpace();
        space().share(child, DATA, PAGE, -1);
        child.memory().putLong(DATA, 6);

        assertEquals(6, data.get(0));
        assertEquals(READ_WRITE, space().access(DATA));
    }

    @Test
    void aCopyAfterSharingIsPrivate() {
        map(DATA, 1, READ_WRITE).set(0, 4);
        AddressSpace child = newSpace();
        space().share(child, DATA, PAGE, ~Access.WRITE);
        NativePages copy = pages(1).set(0, 4);
        child.map(DATA, PAGE, READ_WRITE, copy, 0);
        child.memory().putLong(DATA, 5);

        assertEquals(4, space().memory().getLong(DATA));
        assertEquals(5, child.memory().getLong(DATA));
    }

    @Test
    void presentPagesAreVisitedInOrder() {
        NativePages data = map(DATA, 3, READ_WRITE);
        space().unmap(DATA + PAGE, PAGE);
        space().map(DATA + (1L << 30), PAGE, Access.READ, data, PAGE);
        List<String> seen = new ArrayList<>();
        space().forEachPage(
                        DATA,
                        1L << 32,
                        (address, host, access) -> seen.add(
                                (address - DATA) / PAGE + " " + (host - data.hostAddress()) / PAGE + " " + access));

        assertEquals(List.of("0 0 3", "2 2 3", "262144 1 1"), seen);
    }

    @Test
    void theWholeRangeOfAddressesCanBeUsed() {
        NativePages data = pages(1).set(0, 8);
        long last = (1L << space().addressBits()) - PAGE;
        space().map(last, PAGE, Access.READ, data, 0);
        space().map(0, PAGE, Access.READ, data, 0);

        assertEquals(8, space().memory().getLong(last));
        assertEquals(8, space().memory().getLong(0));
    }

    @Test
    void hugeRangesCostNothing() {
        NativePages data = map(DATA, 1, READ_WRITE).set(0, 1);
        long half = 1L << (space().addressBits() - 1);
        for (int i = 0; i < 100; i++) {
            space().protect(0, half, Access.READ);
        }
        assertEquals(Access.READ, space().access(DATA));
        space().unmap(0, half);
        assertEquals(0, space().hostAddress(DATA));
        assertEquals(1, data.get(0));
    }

    @Test
    void badArgumentsAreRefused() {
        NativePages data = pages(1);
        long limit = 1L << space().addressBits();
        assertThrows(IllegalArgumentException.class, () -> space().map(DATA + 1, PAGE, Access.READ, data, 0));
        assertThrows(IllegalArgumentException.class, () -> space().unmap(DATA, 17));
        assertThrows(IllegalArgumentException.class, () -> space().map(limit, PAGE, Access.READ, data, 0));
        assertThrows(IllegalArgumentException.class, () -> space().protect(limit - PAGE, 2L * PAGE, Access.READ));
    }
}
