package io.tombolo.core.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.Credentials;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.abi.layout.IpcPermLayout;
import io.tombolo.core.spi.ErrnoException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class IpcTableTest {
    private static final Credentials ALICE = Credentials.of(1000, 100, List.of());
    private static final Credentials BOB = Credentials.of(1001, 101, List.of());
    private static final Credentials COLLEAGUE = Credentials.of(1002, 102, List.of(100));
    private static final Credentials ROOT = Credentials.of(0, 0, List.of());
    private static final int CREATE = Ipc.IPC_CREAT;

    private final IpcTable<Item> table = new IpcTable<>(4096);

    private static final class Item extends IpcObject {
        Item(Credentials creator, int key, int flags) {
            super(creator, key, flags);
        }
    }

    private Item get(Credentials who, int key, int flags) {
        return table.get(who, key, flags, () -> new Item(who, key, flags), found -> {});
    }

    private static Errno errno(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(ErrnoException.class, call).errno();
    }

    @Test
    void aKeyLeadsToOneObject() {
        Item made = get(ALICE, 7, CREATE | 0600);
        assertSame(made, get(ALICE, 7, 0));
        assertSame(made, get(ALICE, 7, CREATE | 0600));
        assertEquals(Errno.EEXIST, errno(() -> get(ALICE, 7, CREATE | Ipc.IPC_EXCL)));
        assertEquals(Errno.ENOENT, errno(() -> get(ALICE, 8, 0)));
    }

    @Test
    void thePrivateKeyAlwaysMakesANewObject() {
        assertNotEquals(
                get(ALICE, Ipc.IPC_PRIVATE, 0).id(),
                get(ALICE, Ipc.IPC_PRIVATE, 0).id());
    }

    @Test
    void accessGoesByOwnerGroupAndOthers() {
        Item item = get(ALICE, 7, CREATE | 0640);
        assertTrue(item.permits(ALICE, 0600));
        assertTrue(item.permits(COLLEAGUE, 0400));
        assertFalse(item.permits(COLLEAGUE, 0200));
        assertFalse(item.permits(BOB, 0400));
        assertTrue(item.permits(ROOT, 0600));
        assertEquals(Errno.EACCES, errno(() -> get(BOB, 7, 0400)));
        assertSame(item, get(BOB, 7, 0), "who asks for nothing is told the identifier");
        assertEquals(Errno.EPERM, errno(() -> item.requireOwner(COLLEAGUE)));
    }

    @Test
    void ownerAndPermissionsCanBeGivenAway() {
        Item item = get(ALICE, 7, CREATE | 0600);
        ByteBuffer to = ByteBuffer.allocate(IpcPermLayout.SIZEOF);
        item.putPermissions(to);
        to.putInt(IpcPermLayout.UID, 1001).putInt(IpcPermLayout.MODE, 07400);
        item.setOwner(to);
        assertTrue(item.permits(BOB, 0400));
        assertEquals(0400, item.mode(), "only permissions are taken over");
        assertEquals(1000, item.creatorUser());
        item.requireOwner(ALICE);
        item.requireOwner(BOB);
        to.putInt(IpcPermLayout.GID, -1);
        assertEquals(Errno.EINVAL, errno(() -> item.setOwner(to)));
    }

    @Test
    void anIdentifierIsNotUsedAgainSoon() {
        Item first = get(ALICE, 7, CREATE);
        table.remove(first);
        for (int round = 0; round < 1000; round++) {
            Item later = get(ALICE, 7, CREATE);
            assertNotEquals(first.id(), later.id());
            table.remove(later);
        }
        assertEquals(Errno.EINVAL, errno(() -> table.require(first.id())));
        assertEquals(Errno.EINVAL, errno(() -> table.require(-1)));
    }

    @Test
    void anObjectThatLostItsKeyKeepsItsIdentifier() {
        Item item = get(ALICE, 7, CREATE);
        table.forgetKey(item);
        assertEquals(Ipc.IPC_PRIVATE, item.key());
        assertSame(item, table.require(item.id()));
        assertEquals(Errno.ENOENT, errno(() -> get(ALICE, 7, 0)));
    }

    @Test
    void aFullTableAnswersEnospc() {
        IpcTable<Item> small = new IpcTable<>(3);
        for (int number = 0; number < 3; number++) {
            small.get(ALICE, Ipc.IPC_PRIVATE, 0, () -> new Item(ALICE, 0, 0), found -> {});
        }
        assertEquals(
                Errno.ENOSPC,
                errno(() -> small.get(ALICE, Ipc.IPC_PRIVATE, 0, () -> new Item(ALICE, 0, 0), found -> {})));
        assertEquals(2, small.highestSlot());
    }
}
