package io.tombolo.soft.internal.space;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.interpret.Interpreter;
import io.tombolo.soft.internal.memory.CodeCache;
import io.tombolo.soft.internal.memory.PageMap;
import io.tombolo.soft.internal.memory.PairLocks;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of guest code whose memory vanished because a host process has shortened a file, when the JVM told of it too late for the
 * page map to notice. The pages go, and the guest gets SIGBUS, always, since a load that was skipped has left garbage.
 *
 * <p>Where the interpreter is not compiled yet, the JVM throws at the access or right behind it, so the fault is exact, unless an access loaded
 * its own base register. Compiled, it may throw some instructions late; in translated code registers and position are those at an entry of the
 * translation. Then the address is that of some page that is gone.
 */
final class VanishedMemory {
    /** The longest access whose end may be beyond where its beginning is not. */
    private static final int LONGEST = 16;

    private final SoftAddressSpace space;
    private final CpuState state;
    private final GuestMemory memory;
    private final Decoder decoder;

    VanishedMemory(SoftAddressSpace space, CpuState state, GuestMemory memory, Decoder decoder) {
        this.space = space;
        this.state = state;
        this.memory = memory;
        this.decoder = decoder;
    }

    /**
     * Settles the fault. The vCPU is not inside.
     *
     * @param exact whether the access was that of the instruction at the program counter, or of the one before
     */
    Exit exit(boolean exact) {
        long lowest = space.dropVanished();
        if (isBeyond(state.pc, Access.EXECUTE)) {
            return new Exit.PageFault(state.pc, Access.EXECUTE);
        }
        Exit found = exact ? found() : null;
        return found != null ? found : new Exit.MemoryLost(lowest < 0 ? state.pc : lowest);
    }

    private @Nullable Exit found() {
        long before = state.pc - Integer.BYTES;
        int word = word(before);
        long writeBack = writeBack(word);
        Exit found = fault(before, word, writeBack);
        if (found == null) {
            return fault(state.pc, word(state.pc), 0);
        }
        state.pc = before;
        state.r[word >>> 5 & 31] -= writeBack;
        return found;
    }

    /** The fault of the instruction at an address, if it is an access to a page that is gone. */
    private @Nullable Exit fault(long pc, int word, long writeBack) {
        GuestTrap access = access(pc, word, writeBack);
        if (access == null || access.kind != GuestTrap.Kind.PAGE) {
            return null;
        }
        int wanted = access.access == GuestTrap.Access.WRITE ? Access.WRITE : Access.READ;
        long address = access.address;
        long nextPage = (address + LONGEST) & -PageMap.PAGE_SIZE;
        if (!isBeyond(address, wanted)) {
            if (nextPage <= address || !isBeyond(nextPage, wanted)) {
                return null;
            }
            address = nextPage;
        }
        return new Exit.PageFault(address, wanted);
    }

    /** Lets the instruction be executed by a processor that has no memory, and catches what it wants there. */
    private @Nullable GuestTrap access(long pc, int word, long writeBack) {
        if (!isLoadOrStore(word)) {
            return null;
        }
        CpuState probe = new CpuState(new PageMap(0, 0));
        probe.copyRegistersFrom(state);
        probe.r[word >>> 5 & 31] -= writeBack;
        try {
            new Interpreter(probe, decoder, new CodeCache(), new PairLocks())
                    .executeSingle(probe, decoder.decode(word), pc);
            return null;
        } catch (GuestTrap trap) {
            return trap;
        }
    }

    private boolean isBeyond(long address, int access) {
        return space.pageMap().host(address, 1, access) == 0
                && space.resolve(PageMap.untagged(address), access) == FaultResult.BEYOND_OBJECT;
    }

    /** The instruction at an address; 0, which is undefined, if it cannot be read. */
    private int word(long pc) {
        try {
            return memory.getInt(pc);
        } catch (ErrnoException gone) {
            return 0;
        }
    }

    /** The encoding group "Loads and Stores" (DDI 0487 C4.1). */
    private static boolean isLoadOrStore(int word) {
        return (word & 0x0a00_0000) == 0x0800_0000;
    }

    /** What a load or store of one register or a pair, indexed before or after, has added to its base register. */
    private static long writeBack(int word) {
        if ((word & 0x3b20_0400) == 0x3800_0400) {
            return (long) word << 43 >> 55;
        }
        if ((word & 0x3a80_0000) == 0x2880_0000) {
            boolean vector = (word & 0x0400_0000) != 0;
            int scale = vector ? 2 + (word >>> 30) : 2 + (word >>> 31);
            return (long) word << 42 >> 57 << scale;
        }
        return 0;
    }
}
