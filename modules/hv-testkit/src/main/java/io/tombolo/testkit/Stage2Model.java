package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Stage2;
import io.tombolo.core.spi.Stage2Limits;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stage 2 with the rules of Apple's Hypervisor.framework, as others measured them, over the real memory of this machine. What breaks a rule
 * is refused and remembered, so that a test can fail of it:
 *
 * <ul>
 *   <li>addresses and lengths are multiples of 16 KiB, and physical addresses have so many bits;
 *   <li>what is mapped is not mapped over;
 *   <li>what is unmapped or reprotected was mapped as exactly that range;
 *   <li>the rights asked for are within the host mapping's {@code max_protection}: a shared mapping of a file that is open for reading has only
 *       reading, every other one has all;
 *   <li>the host mapping is writable for the host, whatever the guest may do;
 *   <li>a host mapping is neither unmapped nor mapped over while stage 2 points at it. If it is, the guest keeps seeing the former
 *       pages;
 *   <li>one mapping has less than 1 TiB;
 *   <li>nothing is asked once the virtual machine is gone.
 * </ul>
 *
 * <p>The model must see how the host's memory comes and goes: what is tested calls the host through {@link #hostCalls}. Only memory of files can
 * be placed. Thread-safe.
 */
public final class Stage2Model implements Stage2 {
    /** The page size of the machines that it stands for. */
    public static final int GRANULE = 16384;

    private static final long TOO_LARGE = 1L << 40;

    private final HostCalls host;
    private final int addressBits;
    private final ObservedHostMemory memory;
    private final TreeMap<Long, Piece> pieces = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private boolean destroyed;
    private int calls;
    private int refused;

    /** What was mapped as one. The alias shows the pages that the host had there at that time. */
    private record Piece(long ipa, long length, long hostAddress, long alias, int access) {
        boolean meetsHost(long start, long end) {
            return hostAddress < end && start < hostAddress + length;
        }
    }

    /**
     * Stands before a host.
     *
     * @param host one whose pages have 16 KiB: {@link io.tombolo.host.posix.Host#withPageSize} makes it
     * @param addressBits bits of a physical address
     */
    public Stage2Model(HostCalls host, int addressBits) {
        this.host = host;
        this.addressBits = addressBits;
        this.memory = new ObservedHostMemory(host);
    }

    /** {@return the host's calls, watched} */
    public HostCalls hostCalls() {
        return this::call;
    }

    private synchronized long call(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        long result = host.call(number, a0, a1, a2, a3, a4, a5);
        if (result < 0 && result >= -4095) {
            return result;
        }
        long length = (a1 + GRANULE - 1) & -GRANULE;
        switch (number) {
            case SyscallNumbers.MMAP -> {
                checkUnused("mmap(MAP_FIXED)", result, result + length);
                memory.mapped(
                        result, result + length, (int) a2, a3, (a3 & Mman.MAP_ANONYMOUS) != 0 ? -1 : (int) a4, a5);
            }
            case SyscallNumbers.MUNMAP -> {
                checkUnused("munmap", a0, a0 + length);
                memory.removed(a0, a0 + length);
            }
            case SyscallNumbers.MPROTECT -> memory.reprotected(a0, a0 + length, (int) a2);
            default -> {}
        }
        return result;
    }

    private void checkUnused(String name, long start, long end) {
        for (Piece piece : pieces.values()) {
            if (piece.meetsHost(start, end)) {
                violations.add(name + " of host memory that stage 2 shows at " + Long.toHexString(piece.ipa));
            }
        }
    }

    @Override
    public Stage2Limits limits() {
        return new Stage2Limits(GRANULE, addressBits, true);
    }

    @Override
    public synchronized void map(long ipa, long length, long hostAddress, int access) {
        begin();
        require("granule", aligned(ipa) && aligned(length) && aligned(hostAddress) && length > 0, ipa, length);
        require("address width", ipa >= 0 && length <= (1L << addressBits) - ipa, ipa, length);
        require("size", length < TOO_LARGE, ipa, length);
        require("no overlap", meeting(ipa, ipa + length) == null, ipa, length);
        ObservedHostMemory.Region region = memory.holding(hostAddress, hostAddress + length);
        require("host memory of one file", region != null, ipa, length);
        if (region == null) {
            throw new AssertionError("required above");
        }
        require("max_protection", (access & ~region.maximum()) == 0, ipa, length);
        require("writable for the host", (region.protection & Mman.PROT_WRITE) != 0, ipa, length);
        long alias = memory.alias(region, hostAddress, length);
        pieces.put(ipa, new Piece(ipa, length, hostAddress, alias, access));
    }

    @Override
    public synchronized void unmap(long ipa, long length) {
        begin();
        Piece piece = exactly("unmap what was mapped as one", ipa, length);
        pieces.remove(ipa);
        memory.unalias(piece.alias, piece.length);
    }

    @Override
    public synchronized void protect(long ipa, long length, int access) {
        begin();
        Piece piece = exactly("protect what was mapped as one", ipa, length);
        ObservedHostMemory.Region region = memory.holding(piece.hostAddress, piece.hostAddress + length);
        require("max_protection", region == null || (access & ~region.maximum()) == 0, ipa, length);
        pieces.put(ipa, new Piece(ipa, length, piece.hostAddress, piece.alias, access));
    }

    private void begin() {
        require("virtual machine", !destroyed, 0, 0);
        calls++;
        if (refused != 0 && --refused == 0) {
            throw ErrnoException.of(Errno.EIO);
        }
    }

    private Piece exactly(String rule, long ipa, long length) {
        Piece piece = pieces.get(ipa);
        require(rule, piece != null && piece.length == length, ipa, length);
        if (piece == null) {
            throw new AssertionError("required above");
        }
        return piece;
    }

    private void require(String rule, boolean kept, long ipa, long length) {
        if (!kept) {
            violations.add(rule + ": " + Long.toHexString(ipa) + "+" + Long.toHexString(length));
            throw ErrnoException.of(Errno.EIO);
        }
    }

    private static boolean aligned(long value) {
        return (value & (GRANULE - 1)) == 0;
    }

    private @Nullable Piece meeting(long start, long end) {
        Map.Entry<Long, Piece> before = pieces.lowerEntry(end);
        return before != null && before.getValue().ipa + before.getValue().length > start ? before.getValue() : null;
    }

    /** Lets the n-th call of stage 2 from now on, from 1, be refused for no fault of the caller's; 0 for none. */
    public synchronized void refuseOnce(int nth) {
        refused = nth;
    }

    /** {@return whether the refusal that was asked for is still to come} */
    public synchronized boolean isRefusalPending() {
        return refused != 0;
    }

    /** {@return how many calls of stage 2 there were} */
    public synchronized int calls() {
        return calls;
    }

    /** Ends the virtual machine. */
    public synchronized void destroy() {
        destroyed = true;
    }

    /** {@return how many ranges it holds} */
    public synchronized int count() {
        return pieces.size();
    }

    /** {@return how many host mappings of files there are that were made through {@link #hostCalls}} */
    public synchronized int hostMappings() {
        return memory.count();
    }

    /** {@return the rights at an address; 0 if nothing is there} */
    public synchronized int access(long ipa) {
        Piece piece = meeting(ipa, ipa + 1);
        return piece == null ? 0 : piece.access;
    }

    /**
     * Loads eight bytes as the guest would.
     *
     * @throws IllegalStateException for an abort of stage 2
     */
    public synchronized long load(long ipa) {
        return NativeMemory.getLong(translate(ipa, Access.READ));
    }

    /**
     * Stores eight bytes as the guest would.
     *
     * @throws IllegalStateException for an abort of stage 2
     */
    public synchronized void store(long ipa, long value) {
        NativeMemory.putLong(translate(ipa, Access.WRITE), value);
    }

    private long translate(long ipa, int access) {
        Piece piece = meeting(ipa, ipa + 1);
        if (piece == null || (piece.access & access) == 0) {
            throw new IllegalStateException("stage-2 abort at " + Long.toHexString(ipa));
        }
        return piece.alias + (ipa - piece.ipa);
    }

    /** {@return the rules that were broken, since this was last asked} */
    public synchronized List<String> takeViolations() {
        List<String> taken = List.copyOf(violations);
        violations.clear();
        return taken;
    }

    /** Fails if a rule was broken. */
    public void assertRulesKept() {
        assertEquals(List.of(), takeViolations(), "rules of stage 2 that were broken");
    }

    /** Gives back what it holds of the machine's memory. */
    public synchronized void close() {
        pieces.values().forEach(piece -> memory.unalias(piece.alias, piece.length));
        pieces.clear();
        memory.removed(0, Long.MAX_VALUE);
    }
}
