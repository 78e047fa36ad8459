package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.GuestMemory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** How host code reaches guest memory: page by page, by the guest's permissions, with {@code EFAULT} where the guest would fault. */
@Timeout(60)
public abstract class GuestMemoryContract extends EngineFixture {
    private static final int READ_WRITE = Access.READ | Access.WRITE;

    /** For subclasses, which JUnit makes. */
    protected GuestMemoryContract() {}

    @Test
    void valuesOfEachSizeAreLittleEndian() {
        NativePages data = map(DATA, 1, READ_WRITE);
        GuestMemory memory = space().memory();
        memory.putLong(DATA, 0x8877_6655_4433_2211L);
        memory.putInt(DATA + 8, 0xCCBBAA99);
        memory.putShort(DATA + 12, (short) 0xEEDD);
        memory.putByte(DATA + 14, (byte) 0xFF);

        assertEquals(0x11, data.getByte(0));
        assertEquals(0x8877_6655_4433_2211L, memory.getLong(DATA));
        assertEquals(0xCCBBAA99, memory.getInt(DATA + 8));
        assertEquals((short) 0xEEDD, memory.getShort(DATA + 12));
        assertEquals((byte) 0xFF, memory.getByte(DATA + 14));
        assertEquals(0xAA_9988_7766_5544L, memory.getLong(DATA + 3) & 0xFF_FFFF_FFFF_FFFFL, "unaligned");
    }

    @Test
    void valuesMayCrossPages() {
        map(DATA, 1, READ_WRITE);
        map(DATA + PAGE, 1, READ_WRITE);
        GuestMemory memory = space().memory();
        for (int before = 1; before < 8; before++) {
            long address = DATA + PAGE - before;
            memory.putLong(address, 0x0102_0304_0506_0708L * before);
            assertEquals(0x0102_0304_0506_0708L * before, memory.getLong(address));
        }
        memory.putInt(DATA + PAGE - 1, 0x1234_5678);
        assertEquals(0x1234_5678, memory.getInt(DATA + PAGE - 1));
        memory.putShort(DATA + PAGE - 1, (short) 0x4321);
        assertEquals((short) 0x4321, memory.getShort(DATA + PAGE - 1));
    }

    @Test
    void theTopByteOfAnAddressIsIgnored() {
        map(DATA, 1, READ_WRITE);
        space().memory().putLong(DATA | 0xAB00_0000_0000_0000L, 5);

        assertEquals(5, space().memory().getLong(DATA));
    }

    @Test
    void copiesCrossPagesThatLieApart() {
        map(DATA, 1, READ_WRITE);
        map(DATA + PAGE, 1, READ_WRITE);
        map(DATA + 2L * PAGE, 1, READ_WRITE);
        byte[] bytes = new byte[2 * PAGE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        space().memory().copyOut(DATA + 100, bytes, 0, bytes.length);
        byte[] back = new byte[bytes.length + 2];
        space().memory().copyIn(DATA + 100, back, 1, bytes.length);

        byte[] expected = new byte[back.length];
        System.arraycopy(bytes, 0, expected, 1, bytes.length);
        assertArrayEquals(expected, back);
    }

    @Test
    void copiesStopAtTheFirstBadByte() {
        NativePages data = map(DATA, 1, READ_WRITE);
        GuestMemory memory = space().memory();
        byte[] bytes = new byte[100];
        bytes[0] = 1;
        bytes[39] = 2;

        assertEquals(40, memory.copyOutPartially(DATA + PAGE - 40, bytes, 0, 100));
        assertEquals(1, data.getByte(PAGE - 40));
        assertEquals(2, data.getByte(PAGE - 1));
        assertEquals(40, memory.copyInPartially(DATA + PAGE - 40, bytes, 0, 100));
        assertEquals(0, memory.copyInPartially(DATA + PAGE, bytes, 0, 100));
        efault(() -> memory.copyIn(DATA + PAGE - 40, bytes, 0, 100));
        data.set(PAGE - 40, 0);
        efault(() -> memory.copyOut(DATA + PAGE - 40, bytes, 0, 100));
        assertEquals(1, data.getByte(PAGE - 40), "what lies before the fault is written");
    }

    @Test
    void permissionsAreTheGuests() {
        map(DATA, 1, Access.READ);
        map(DATA + PAGE, 1, Access.NONE);
        GuestMemory memory = space().memory();

        memory.getInt(DATA);
        efault(() -> memory.putInt(DATA, 1));
        efault(() -> memory.getByte(DATA + PAGE));
        efault(() -> memory.compareAndExchangeInt(DATA, 0, 1));
        efault(() -> memory.fill(DATA, 8, (byte) 1));
    }

    @Test
    void wildAddressesAreRefused() {
        GuestMemory memory = space().memory();
        for (long address : new long[] {0, 1, DATA, 1L << 47, 1L << 52, 0x00FF_FFFF_FFFF_FFFFL, -1, Long.MIN_VALUE}) {
            efault(() -> memory.getByte(address));
            efault(() -> memory.getLong(address));
            efault(() -> memory.putLong(address, 0));
            efault(() -> memory.copyIn(address, new byte[16], 0, 16));
            efault(() -> memory.copyOut(address, new byte[16], 0, 16));
            efault(() -> memory.fill(address, Long.MAX_VALUE, (byte) 0));
            efault(() -> memory.readString(address, 10));
            assertEquals(0, memory.copyInPartially(address, new byte[16], 0, 16));
        }
    }

    @Test
    void theFaultHandlerBringsPagesIn() {
        NativePages data = pages(2).set(PAGE, 3);
        resolveFaults((address, access) -> {
            long page = address & -PAGE;
            space().map(page, PAGE, access, data, page - DATA);
            return FaultResult.RESOLVED;
        });
        GuestMemory memory = space().memory();

        assertEquals(3, memory.getLong(DATA + PAGE));
        memory.putByte(DATA + 17, (byte) 1);
        assertEquals(
                List.of(new Fault(DATA + PAGE, Access.READ), new Fault(DATA + 17, Access.WRITE)),
                faults(),
                "one fault for each page, with the first byte and the kind of access");
    }

    @Test
    void faultsThatAreNotResolvedGiveEfault() {
        for (FaultResult result : FaultResult.values()) {
            if (result != FaultResult.RESOLVED) {
                resolveFaults((address, access) -> result);
                efault(() -> space().memory().getLong(DATA));
            }
        }
    }

    @Test
    void stringsEndAtTheirZeroByte() {
        map(DATA, 1, READ_WRITE).set(PAGE - 6, new byte[] {'a', 'b', (byte) 0xE9, 0, 'x', 'y'});
        GuestMemory memory = space().memory();

        assertEquals("ab\u00E9", memory.readString(DATA + PAGE - 6, 3));
        assertEquals("", memory.readString(DATA + PAGE - 3, 0));
        ErrnoException tooLong = assertThrows(ErrnoException.class, () -> memory.readString(DATA + PAGE - 6, 2));
        assertEquals(Errno.ENAMETOOLONG, tooLong.errno());
        efault(() -> memory.readString(DATA + PAGE - 2, 100));
    }

    @Test
    void stringsMayCrossPages() {
        map(DATA, 1, READ_WRITE);
        map(DATA + PAGE, 1, READ_WRITE);
        byte[] text = "a path over the edge\0".getBytes(StandardCharsets.US_ASCII);
        space().memory().copyOut(DATA + PAGE - 5, text, 0, text.length);

        assertEquals("a path over the edge", space().memory().readString(DATA + PAGE - 5, 4096));
    }

    @Test
    void compareAndExchangeTellsWhatItFound() {
        NativePages data = map(DATA, 1, READ_WRITE).set(0, 7);
        GuestMemory memory = space().memory();

        assertEquals(7, memory.compareAndExchangeInt(DATA, 7, 8));
        assertEquals(8, memory.compareAndExchangeInt(DATA, 7, 9));
        assertEquals(8, data.get(0));
    }

    @Test
    void fillingWritesTheRangeOnly() {
        NativePages data = map(DATA, 2, READ_WRITE);
        space().memory().fill(DATA + PAGE - 2, 4, (byte) 9);

        assertEquals(0x0909_0000_0000_0000L, data.get(PAGE - 8));
        assertEquals(0x0909L, data.get(PAGE));
    }

    @Test
    void spansCoverTheRangeInOrder() {
        NativePages first = map(DATA, 2, READ_WRITE);
        NativePages second = map(DATA + 2L * PAGE, 1, READ_WRITE);
        List<Long> hosts = new ArrayList<>();
        long[] next = {0};
        long used = space().memory().forEachSpan(DATA + 8, 2L * PAGE + 100, Access.READ, (host, length) -> {
            hosts.add(host);
            next[0] += length;
            return length;
        });

        assertEquals(2L * PAGE + 100, used);
        assertEquals(used, next[0]);
        assertEquals(first.hostAddress() + 8, hosts.getFirst());
        assertEquals(second.hostAddress(), hosts.getLast());
    }

    @Test
    void spansStopWhereTheVisitorOrTheMemoryDoes() {
        map(DATA, 1, READ_WRITE);
        GuestMemory memory = space().memory();

        assertEquals(10, memory.forEachSpan(DATA, 100, Access.READ, (host, length) -> 10));
        assertEquals(40, memory.forEachSpan(DATA + PAGE - 40, 100, Access.WRITE, (host, length) -> length));
        assertEquals(
                -Errno.EFAULT.number(), memory.forEachSpan(DATA + PAGE, 100, Access.READ, (host, length) -> length));
        assertEquals(
                -Errno.EIO.number(), memory.forEachSpan(DATA, 100, Access.READ, (host, length) -> -Errno.EIO.number()));
        assertEquals(0, memory.forEachSpan(DATA, 0, Access.READ, (host, length) -> length));
    }

    private static void efault(Executable access) {
        ErrnoException failure = assertThrows(ErrnoException.class, access);
        assertEquals(Errno.EFAULT, failure.errno());
    }
}
