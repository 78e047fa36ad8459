package io.tombolo.core.ipc;

import io.tombolo.core.Credentials;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.spi.ErrnoException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind of System V IPC in a kernel, by identifier and by key: Linux's {@code struct ipc_ids}. An identifier is a
 * slot and, above it, a sequence number, so that a stale one is hardly ever that of a later object. Not thread-safe:
 * its owner's lock guards it and what is in it.
 *
 * @param <T> the kind
 */
public final class IpcTable<T extends IpcObject> {
    /** How many bits of an identifier are the slot: {@code IPCMNI_SHIFT}. */
    static final int SLOT_BITS = 15;

    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final int SEQUENCES = 1 << (Integer.SIZE - 1 - SLOT_BITS);
    /** Slots are taken in turn from at least so many: {@code ipc_min_cycle}. */
    private static final int SHORTEST_CYCLE = 64;

    private final int limit;
    private final TreeMap<Integer, T> slots = new TreeMap<>();
    private final Map<Integer, T> keys = new HashMap<>();
    private int next;
    private int last = -1;
    private int sequence;

    /**
     * An empty table.
     *
     * @param limit how many objects there may be, at most 32768
     */
    public IpcTable(int limit) {
        this.limit = limit;
    }

    /**
     * Finds the object of a key or makes one: {@code ipcget}.
     *
     * @param key {@code IPC_PRIVATE} for a new one in any case
     * @param flags {@code IPC_CREAT}, {@code IPC_EXCL} and the permissions
     * @param maker makes a new one; what it throws is answered
     * @param check throws if an existing one does not suit
     * @return the object
     * @throws ErrnoException {@code ENOENT}, {@code EEXIST}, {@code EACCES}, {@code ENOSPC}
     */
    public T get(Credentials who, int key, int flags, Supplier<T> maker, Consumer<T> check) {
        T found = key == Ipc.IPC_PRIVATE ? null : keys.get(key);
        if (found == null) {
            if (key != Ipc.IPC_PRIVATE && (flags & Ipc.IPC_CREAT) == 0) {
                throw ErrnoException.of(Errno.ENOENT);
            }
            return add(maker.get());
        }
        if ((flags & Ipc.IPC_CREAT) != 0 && (flags & Ipc.IPC_EXCL) != 0) {
            throw ErrnoException.of(Errno.EEXIST);
        }
        check.accept(found);
        found.requireAccess(who, flags);
        return found;
    }

    private T add(T made) {
        if (slots.size() >= limit) {
            throw ErrnoException.of(Errno.ENOSPC);
        }
        int slot = freeSlot();
        if (slot <= last) {
            sequence = (sequence + 1) % SEQUENCES;
        }
        last = slot;
        next = slot + 1;
        made.enter(sequence << SLOT_BITS | slot);
        slots.put(slot, made);
        if (made.key() != Ipc.IPC_PRIVATE) {
            keys.put(made.key(), made);
        }
        return made;
    }

    /** The next free slot in turn, as {@code ipc_idr_alloc} chooses it. */
    private int freeSlot() {
        int cycle = Math.min(Math.max(slots.size() * 3 / 2, SHORTEST_CYCLE), Math.max(limit, SHORTEST_CYCLE));
        for (int tried = 0; tried < cycle; tried++) {
            int slot = (next + tried) % cycle;
            if (!slots.containsKey(slot)) {
                return slot;
            }
        }
        throw ErrnoException.of(Errno.ENOSPC);
    }

    /**
     * The object with an identifier.
     *
     * @throws ErrnoException {@code EINVAL} if there is none
     */
    public T require(int id) {
        T found = id < 0 ? null : slots.get(id & SLOT_MASK);
        if (found == null || found.id() != id) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return found;
    }

    /**
     * The object in a slot, whatever its sequence number: what {@code SHM_STAT} and its like take.
     *
     * @throws ErrnoException {@code EINVAL} if there is none
     */
    public T requireAt(int slot) {
        T found = slot < 0 ? null : slots.get(slot & SLOT_MASK);
        if (found == null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return found;
    }

    /** Whether an object is in the table still. */
    public boolean contains(T object) {
        return object.equals(slots.get(object.id() & SLOT_MASK));
    }

    /** Makes an object's key free for others; its identifier stays. */
    public void forgetKey(T object) {
        keys.remove(object.key(), object);
        object.forgetKey();
    }

    /** Removes an object that is in the table. */
    public void remove(T object) {
        keys.remove(object.key(), object);
        slots.remove(object.id() & SLOT_MASK, object);
    }

    /** All objects, by slot. */
    public Collection<T> objects() {
        return slots.values();
    }

    /** The highest slot in use; 0 if there is none. */
    public int highestSlot() {
        @Nullable Integer highest = slots.isEmpty() ? null : slots.lastKey();
        return highest == null ? 0 : highest;
    }
}
