package io.tombolo.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.KernelException;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.SyscallNumbers;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.core.spi.SyscallTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyscallClaimsTest {
    private static final SyscallNumbers NUMBERS = SyscallNumbers.of(Architecture.AARCH64);

    private record Table(List<String> names) implements SyscallTable {
        @Override
        public int size() {
            return names.size();
        }

        @Override
        public String name(int index) {
            return names.get(index);
        }

        @Override
        public SyscallDescriptor descriptor(int index) {
            throw new AssertionError("claims need no descriptor");
        }

        @Override
        public long invoke(int index, Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
            throw new AssertionError("claims call nothing");
        }
    }

    private record Provider(String name) implements SyscallModuleProvider {
        @Override
        public String role() {
            return name;
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public SpiVersion.Range spiVersions() {
            return SpiVersion.Range.of(1, 0);
        }

        @Override
        public SyscallModule create(KernelServices services) {
            throw new AssertionError("claims create nothing");
        }
    }

    private final Provider house = new Provider("house");
    private final Provider guest = new Provider("guest");
    private final Table houseTable = new Table(List.of("getpid", "uname"));
    private final Table guestTable = new Table(List.of("uname"));

    private SyscallClaims claims(Map<String, String> uses) {
        SyscallClaims claims = new SyscallClaims(NUMBERS, uses);
        claims.add(house, () -> List.of(houseTable));
        claims.add(guest, () -> List.of(guestTable));
        claims.resolve();
        return claims;
    }

    private SyscallTable owner(SyscallClaims claims, String call) {
        return present(claims.tables()[NUMBERS.number(call)]);
    }

    private static SyscallTable present(@org.jspecify.annotations.Nullable SyscallTable table) {
        assertNotNull(table, "nobody owns the call");
        return table;
    }

    @Test
    void twoClaimsWithoutAChoiceAreRefusedWithTheChoices() {
        String message =
                assertThrows(KernelException.class, () -> claims(Map.of())).getMessage();
        assertEquals(
                "modules 'house' and 'guest' both claim the system call 'uname': "
                        + "choose one with --use uname=house or --use uname=guest",
                message);
    }

    @Test
    void theChosenModuleOwnsTheCallAndTheOtherKeepsTheRest() {
        SyscallClaims claims = claims(Map.of("uname", "guest"));
        assertSame(guestTable, owner(claims, "uname"));
        assertSame(houseTable, owner(claims, "getpid"));
        assertEquals(List.of("uname"), claims.namesOf(guest));
        assertEquals(List.of("getpid"), claims.namesOf(house));
    }

    @Test
    void theHousesOwnClaimCanBeChosenToo() {
        assertSame(houseTable, owner(claims(Map.of("uname", "house")), "uname"));
    }

    @Test
    void choosingAModuleThatDoesNotClaimTheCallIsRefused() {
        String message = String.valueOf(
                assertThrows(KernelException.class, () -> claims(Map.of("uname", "guest", "getpid", "guest")))
                        .getMessage());
        assertTrue(message.contains("no module 'guest' in force claims the system call 'getpid'"), message);
    }
}
