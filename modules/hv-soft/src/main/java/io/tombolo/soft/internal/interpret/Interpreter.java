package io.tombolo.soft.internal.interpret;

import static io.tombolo.soft.internal.interpret.MemoryAccess.address;
import static io.tombolo.soft.internal.interpret.MemoryAccess.indexed;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.CodeCache;
import io.tombolo.soft.internal.memory.CodePage;
import io.tombolo.soft.internal.memory.PageMap;
import io.tombolo.soft.internal.memory.PairLocks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Executes guest code one instruction after another: a loop over the decoded instructions of a page, around a switch. The frequent
 * operations are in the switch, in terms of helpers small enough to be inlined; the rest is one call away. Belongs to the thread that
 * runs the processor.
 *
 * <p>The method with the switch must stay well below 8000 bytes of bytecode including what is inlined into it: beyond, HotSpot neither
 * compiles nor inlines.
 */
public final class Interpreter {
    /** A system call; the program counter stands behind the instruction. */
    public static final int SYSTEM_CALL = 1;
    /** A breakpoint instruction; the program counter stands at it. */
    public static final int BREAKPOINT = 2;
    /** {@link CpuState#interrupt} was seen at a safepoint. */
    public static final int INTERRUPTED = 3;
    /** The one instruction that was asked for has been executed. */
    public static final int STEPPED = 4;

    private static final int MOST_NESTED = 100;
    private static final long WORD = 0xffff_ffffL;
    private static final int PAGE_INSTRUCTIONS_SHIFT = PageMap.PAGE_SHIFT - 2;
    private static final int INDEX_MASK = (1 << PAGE_INSTRUCTIONS_SHIFT) - 1;

    private final CpuState state;
    private final Decoder decoder;
    private final Fetcher fetcher;
    private final JumpCache jumps;
    private final AtomicAccess atomics;
    private final SystemInstructions system;
    private final @Nullable HotCode hotCode;
    /** What the heat of an instruction must reach; no short does if nothing is translated. */
    private final int threshold;
    /** Calls of translated code by translated code that have not returned. */
    private int depth;

    /** Creates the interpreter of one processor; decoder, code cache and locks are the engine's. */
    public Interpreter(CpuState state, Decoder decoder, CodeCache code, PairLocks pairs) {
        this(state, decoder, code, pairs, null);
    }

    /** Creates the interpreter of one processor that tells of hot code; all but the state is the engine's. */
    public Interpreter(CpuState state, Decoder decoder, CodeCache code, PairLocks pairs, @Nullable HotCode hotCode) {
        this.hotCode = hotCode;
        this.threshold = hotCode == null ? Integer.MAX_VALUE : hotCode.threshold();
        this.state = state;
        this.decoder = decoder;
        this.fetcher = new Fetcher(code);
        this.jumps = new JumpCache(fetcher, code);
        this.atomics = new AtomicAccess(pairs);
        this.system = new SystemInstructions(code);
    }

    /** Forgets what it knows of memory: the processor goes to another address space, or code has changed. */
    public void forget() {
        state.extents.forget();
        jumps.forget();
    }

    /**
     * Runs from {@link CpuState#pc} until something needs attention; then the program counter is exact.
     *
     * @return {@link #SYSTEM_CALL}, {@link #BREAKPOINT} or {@link #INTERRUPTED}
     * @throws GuestTrap if an instruction cannot complete; the program counter stands at it
     */
    public int execute() {
        depth = 0;
        state.extents.refresh(state.memory);
        jumps.refresh(state.memory);
        return state.interrupt != 0 ? INTERRUPTED : run(state, null);
    }

    /** Control arrived at an instruction of the page fetched last: runs its translation, if it has one; tells whether it had. */
    private boolean runTranslated(CpuState s, Instruction[] code, int index) {
        Instruction first = code[index];
        if (first.op == Operation.TRANSLATED) {
            TranslatedInstruction translated = (TranslatedInstruction) first;
            if (translated.isMapped(s.memory, s.pc)) {
                chain(s, translated.translation());
                return true;
            }
            translated.installed().drop();
            return false;
        }
        return fetcher.page().heat()[index]++ >= threshold && translate(s, code, index);
    }

    /** Counts a call forward; tells whether the function, if it is in this page, has been called often enough to look at it again. */
    private boolean isHotAhead(short[] heat, int next) {
        return next >>> PAGE_INSTRUCTIONS_SHIFT == 0 && ++heat[next] >= threshold;
    }

    /** Runs a translation and what follows, until control goes where nothing is translated. */
    private void chain(CpuState s, Translation first) {
        Translation translation = first;
        while (translation != null) {
            long pc = translation.run(s, this);
            s.pc = pc;
            translation = s.interrupt == 0 ? jumps.find(s, pc) : null;
        }
        settleFlags(s);
    }

    /** Makes the state's NZCV count. */
    private static void settleFlags(CpuState s) {
        if (s.flagKind != LazyFlags.PACKED) {
            s.nzcv = LazyFlags.nzcv(s.flagKind, s.flagFirst, s.flagSecond);
            s.flagKind = LazyFlags.PACKED;
        }
    }

    /** Asks for a translation; tells whether it is there already. */
    private boolean translate(CpuState s, Instruction[] code, int index) {
        CodePage page = fetcher.page();
        page.heat()[index] = Short.MIN_VALUE;
        long address = s.pc;
        boolean again = Objects.requireNonNull(hotCode)
                .found(
                        page,
                        index,
                        k -> fetcher.peek(s.memory, address + (long) k * PageMap.PAGE_SIZE),
                        s.fp.limit() > 0);
        if (again) {
            page.heat()[index] = 0;
        }
        return code[index].op == Operation.TRANSLATED;
    }

    /**
     * For translated code: runs translations from an address, until control comes back or nothing is translated where it goes. All
     * registers must be in the state.
     *
     * @param target where to start
     * @param back where control comes back
     * @return where to go on; the program counter of the state is not set
     */
    public long call(CpuState s, long target, long back) {
        if (depth == MOST_NESTED) {
            return target;
        }
        depth++;
        long pc = target;
        do {
            s.pc = pc;
            Translation translation = s.interrupt == 0 ? jumps.find(s, pc) : null;
            if (translation == null) {
                break;
            }
            pc = translation.run(s, this);
        } while (pc != back);
        depth--;
        return pc;
    }

    /**
     * For translated code: executes one instruction that is not a branch and does not leave the loop. All registers that it reads must be
     * in the state; if it may trap, all.
     *
     * @param pc its address
     * @throws GuestTrap if it cannot complete; the program counter stands at it
     */
    public void executeSingle(CpuState s, Instruction i, long pc) {
        s.pc = pc;
        settleFlags(s);
        switch (i.op) {
            case Operation.POST_INDEX -> MemoryAccess.postIndex(s, i);
            case Operation.LOAD_PAIR_POST_INDEX -> MemoryAccess.loadPairPostIndex(s, i);
            case Operation.STORE_PAIR_PRE_INDEX -> MemoryAccess.storePairPreIndex(s, i);
            case Operation.LOAD_PAIR -> MemoryAccess.loadPair(s, i, address(s.r, i));
            case Operation.STORE_PAIR -> MemoryAccess.storePair(s, i, address(s.r, i));
            default -> rare(s, i, pc);
        }
    }

    /**
     * Executes one instruction. {@link CpuState#interrupt} must not be zero, lest a branch to itself goes round for ever.
     *
     * @return {@link #STEPPED}, {@link #SYSTEM_CALL} or {@link #BREAKPOINT}
     * @throws GuestTrap as {@link #execute}
     */
    public int step() {
        int result = run(state, fetcher.fetchSingle(state.memory, state.pc, decoder));
        return result == INTERRUPTED ? STEPPED : result;
    }

    /** Runs; if a page is given then in that page only, else wherever control goes. */
    // Labels: what falls through leaves the switch one way, a taken branch another, control to another page a third.
    @SuppressWarnings("LabelledBreakTarget")
    private int run(CpuState s, Instruction @Nullable [] only) {
        final long[] r = s.r;
        final PageMap m = s.memory;
        do {
            long start = s.pc;
            Instruction[] code = only != null ? only : fetcher.fetch(m, start);
            long base = start & -PageMap.PAGE_SIZE;
            int index = (int) (start >>> 2) & INDEX_MASK;
            if (only == null && hotCode != null && runTranslated(s, code, index)) {
                continue;
            }
            final short[] heat = fetcher.page().heat();
            try {
                inPage:
                while (true) {
                    int next;
                    taken:
                    {
                        Instruction i = code[index];
                        switch (i.op) {
                            case Operation.UNDECODED -> {
                                fetcher.decode(decoder, index);
                                continue;
                            }
                            case Operation.PAGE_END, Operation.PAUSE, Operation.TRANSLATED -> {
                                s.pc = base + ((long) index << 2);
                                if (i.op == Operation.PAUSE) {
                                    return STEPPED;
                                }
                                break inPage;
                            }
                            case Operation.NOP -> {}
                            case Operation.BRANCH -> {
                                next = index + (int) i.imm;
                                break taken;
                            }
                            case Operation.BRANCH_LINK -> {
                                r[30] = base + ((long) index << 2) + 4;
                                next = index + (int) i.imm;
                                if (next > index && isHotAhead(heat, next)) {
                                    s.pc = base + ((long) next << 2);
                                    break inPage;
                                }
                                break taken;
                            }
                            case Operation.BRANCH_LINK_REGISTER, Operation.BRANCH_REGISTER -> {
                                long target = PageMap.untagged(r[i.rn]);
                                if (i.op == Operation.BRANCH_LINK_REGISTER) {
                                    r[30] = base + ((long) index << 2) + 4;
                                }
                                long distance = target - base;
                                if (distance >>> PageMap.PAGE_SHIFT != 0 || (distance & 3) != 0) {
                                    s.pc = target;
                                    break inPage;
                                }
                                next = (int) (distance >>> 2);
                                if (i.op == Operation.BRANCH_REGISTER && i.rn != 30 && hotCode != null) {
                                    fetcher.page().branched(index, next);
                                }
                                break taken;
                            }
                            case Operation.BRANCH_CONDITION -> {
                                if (Flags.hold(i.flags, s.nzcv)) {
                                    next = index + (int) i.imm;
                                    break taken;
                                }
                            }
                            case Operation.BRANCH_ZERO -> {
                                if (r[i.rn] == 0) {
                                    next = index + (int) i.imm;
                                    break taken;
                                }
                            }
                            case Operation.BRANCH_ZERO + 1 -> {
                                if ((int) r[i.rn] == 0) {
                                    next = index + (int) i.imm;
                                    break taken;
                                }
                            }
                            case Operation.BRANCH_NOT_ZERO -> {
                                if (r[i.rn] != 0) {
                                    next = index + (int) i.imm;
                                    break taken;
                                }
                            }
                            case Operation.BRANCH_NOT_ZERO + 1 -> {
                                if ((int) r[i.rn] != 0) {
                                    next = index + (int) i.imm;
                                    break taken;
                                }
                            }
                            case Operation.BRANCH_BIT_CLEAR -> {
                                if ((r[i.rn] >>> i.flags & 1) == 0) {
                                    next = index + (int) i.imm;
                                    break taken;
                                }
                            }
                            case Operation.BRANCH_BIT_SET -> {
                                if ((r[i.rn] >>> i.flags & 1) != 0) {
                                    next = index + (int) i.imm;
                                    break taken;
                                }
                            }
                            case Operation.SVC -> {
                                s.pc = base + ((long) index << 2) + 4;
                                return SYSTEM_CALL;
                            }
                            case Operation.CONSTANT -> r[i.rd] = i.imm;
                            case Operation.ADR -> r[i.rd] = base + ((long) index << 2) + i.imm;
                            case Operation.ADRP -> r[i.rd] = base + i.imm;
                            case Operation.UBFX -> r[i.rd] = r[i.rn] >>> i.flags & i.imm;
                            case Operation.UBFIZ -> r[i.rd] = (r[i.rn] & i.imm) << i.flags;
                            case Operation.MOVK -> r[i.rd] = (r[i.rn] & ~(0xffffL << i.flags)) | i.imm;
                            case Operation.MOVK + 1 -> r[i.rd] = ((r[i.rn] & ~(0xffffL << i.flags)) | i.imm) & WORD;
                            case Operation.MOVE -> r[i.rd] = r[i.rm];
                            case Operation.MOVE + 1 -> r[i.rd] = r[i.rm] & WORD;
                            case Operation.ADD_IMMEDIATE -> r[i.rd] = r[i.rn] + i.imm;
                            case Operation.ADD_IMMEDIATE + 1 -> r[i.rd] = r[i.rn] + i.imm & WORD;
                            case Operation.ADDS_IMMEDIATE -> r[i.rd] = adds64(s, r[i.rn], i.imm);
                            case Operation.ADDS_IMMEDIATE + 1 -> r[i.rd] = adds32(s, (int) r[i.rn], (int) i.imm);
                            case Operation.SUBS_IMMEDIATE -> r[i.rd] = subs64(s, r[i.rn], i.imm);
                            case Operation.SUBS_IMMEDIATE + 1 -> r[i.rd] = subs32(s, (int) r[i.rn], (int) i.imm);
                            case Operation.AND_IMMEDIATE, Operation.AND_IMMEDIATE + 1 -> r[i.rd] = r[i.rn] & i.imm;
                            case Operation.ORR_IMMEDIATE -> r[i.rd] = r[i.rn] | i.imm;
                            case Operation.ORR_IMMEDIATE + 1 -> r[i.rd] = (r[i.rn] | i.imm) & WORD;
                            case Operation.EOR_IMMEDIATE -> r[i.rd] = r[i.rn] ^ i.imm;
                            case Operation.EOR_IMMEDIATE + 1 -> r[i.rd] = (r[i.rn] ^ i.imm) & WORD;
                            case Operation.ANDS_IMMEDIATE -> r[i.rd] = ands64(s, r[i.rn] & i.imm);
                            case Operation.ANDS_IMMEDIATE + 1 -> r[i.rd] = ands32(s, (int) (r[i.rn] & i.imm));
                            case Operation.SBFX -> r[i.rd] = r[i.rn] << i.ra >> i.flags;
                            case Operation.SBFX + 1 -> r[i.rd] = r[i.rn] << i.ra >> i.flags & WORD;
                            case Operation.SBFIZ -> r[i.rd] = r[i.rn] << i.ra >> i.flags << (int) i.imm;
                            case Operation.SBFIZ + 1 -> r[i.rd] = r[i.rn] << i.ra >> i.flags << (int) i.imm & WORD;
                            case Operation.ADD -> r[i.rd] = r[i.rn] + r[i.rm];
                            case Operation.ADD + 1 -> r[i.rd] = r[i.rn] + r[i.rm] & WORD;
                            case Operation.SUB -> r[i.rd] = r[i.rn] - r[i.rm];
                            case Operation.SUB + 1 -> r[i.rd] = r[i.rn] - r[i.rm] & WORD;
                            case Operation.ADDS -> r[i.rd] = adds64(s, r[i.rn], r[i.rm]);
                            case Operation.ADDS + 1 -> r[i.rd] = adds32(s, (int) r[i.rn], (int) r[i.rm]);
                            case Operation.SUBS -> r[i.rd] = subs64(s, r[i.rn], r[i.rm]);
                            case Operation.SUBS + 1 -> r[i.rd] = subs32(s, (int) r[i.rn], (int) r[i.rm]);
                            case Operation.AND -> r[i.rd] = r[i.rn] & r[i.rm];
                            case Operation.AND + 1 -> r[i.rd] = r[i.rn] & r[i.rm] & WORD;
                            case Operation.ORR -> r[i.rd] = r[i.rn] | r[i.rm];
                            case Operation.ORR + 1 -> r[i.rd] = (r[i.rn] | r[i.rm]) & WORD;
                            case Operation.EOR -> r[i.rd] = r[i.rn] ^ r[i.rm];
                            case Operation.EOR + 1 -> r[i.rd] = (r[i.rn] ^ r[i.rm]) & WORD;
                            case Operation.ANDS -> r[i.rd] = ands64(s, r[i.rn] & r[i.rm]);
                            case Operation.ANDS + 1 -> r[i.rd] = ands32(s, (int) (r[i.rn] & r[i.rm]));
                            case Operation.ADD_SHIFTED -> r[i.rd] = r[i.rn] + DataProcessing.shifted64(r, i);
                            case Operation.CCMP_REGISTER,
                                    Operation.CCMP_REGISTER + 1,
                                    Operation.CCMP_IMMEDIATE,
                                    Operation.CCMP_IMMEDIATE + 1 -> DataProcessing.conditionalCompare(s, i);
                            case Operation.CSEL -> r[i.rd] = Flags.hold(i.flags, s.nzcv) ? r[i.rn] : r[i.rm];
                            case Operation.CSEL + 1 ->
                                r[i.rd] = (Flags.hold(i.flags, s.nzcv) ? r[i.rn] : r[i.rm]) & WORD;
                            case Operation.CSINC -> r[i.rd] = Flags.hold(i.flags, s.nzcv) ? r[i.rn] : r[i.rm] + 1;
                            case Operation.CSINC + 1 ->
                                r[i.rd] = (Flags.hold(i.flags, s.nzcv) ? r[i.rn] : r[i.rm] + 1) & WORD;
                            case Operation.MADD -> r[i.rd] = r[i.ra] + r[i.rn] * r[i.rm];
                            case Operation.MADD + 1 -> r[i.rd] = r[i.ra] + r[i.rn] * r[i.rm] & WORD;
                            case Operation.LOAD_STORE -> m.store8(address(r, i), r[i.rd]);
                            case Operation.LOAD_STORE + 1 -> r[i.rd] = m.load8(address(r, i));
                            case Operation.LOAD_STORE + 4 -> m.store16(address(r, i), r[i.rd]);
                            case Operation.LOAD_STORE + 5 -> r[i.rd] = m.load16(address(r, i));
                            case Operation.LOAD_STORE + 8 -> m.store32(address(r, i), r[i.rd]);
                            case Operation.LOAD_STORE + 9 -> r[i.rd] = m.load32(address(r, i));
                            case Operation.LOAD_STORE + 10 -> r[i.rd] = (int) m.load32(address(r, i));
                            case Operation.LOAD_STORE + 12 -> m.store64(address(r, i), r[i.rd]);
                            case Operation.LOAD_STORE + 13 -> r[i.rd] = m.load64(address(r, i));
                            case Operation.LOAD_STORE_REGISTER -> m.store8(indexed(r, i), r[i.rd]);
                            case Operation.LOAD_STORE_REGISTER + 1 -> r[i.rd] = m.load8(indexed(r, i));
                            case Operation.LOAD_STORE_REGISTER + 8 -> m.store32(indexed(r, i), r[i.rd]);
                            case Operation.LOAD_STORE_REGISTER + 9 -> r[i.rd] = m.load32(indexed(r, i));
                            case Operation.LOAD_STORE_REGISTER + 12 -> m.store64(indexed(r, i), r[i.rd]);
                            case Operation.LOAD_STORE_REGISTER + 13 -> r[i.rd] = m.load64(indexed(r, i));
                            case Operation.POST_INDEX -> MemoryAccess.postIndex(s, i);
                            case Operation.LOAD_PAIR_POST_INDEX -> MemoryAccess.loadPairPostIndex(s, i);
                            case Operation.STORE_PAIR_PRE_INDEX -> MemoryAccess.storePairPreIndex(s, i);
                            case Operation.LOAD_PAIR -> MemoryAccess.loadPair(s, i, address(r, i));
                            case Operation.STORE_PAIR -> MemoryAccess.storePair(s, i, address(r, i));
                            case Operation.ISB -> {
                                s.pc = base + ((long) index << 2) + 4;
                                break inPage;
                            }
                            case Operation.BRK -> {
                                s.pc = base + ((long) index << 2);
                                return BREAKPOINT;
                            }
                            default -> rare(s, i, base + ((long) index << 2));
                        }
                        index++;
                        continue;
                    }
                    if (next >>> PAGE_INSTRUCTIONS_SHIFT != 0) {
                        s.pc = base + ((long) next << 2);
                        break;
                    }
                    if (next <= index) {
                        if (s.interrupt != 0) {
                            s.pc = base + ((long) next << 2);
                            return INTERRUPTED;
                        }
                        if (++heat[next] >= threshold) {
                            s.pc = base + ((long) next << 2);
                            break;
                        }
                    }
                    index = next;
                }
            } catch (GuestTrap stop) {
                s.pc = base + ((long) index << 2);
                throw stop;
            } catch (InternalError vanished) {
                s.pc = base + ((long) index << 2);
                throw GuestTrap.vanished();
            }
        } while (only == null && s.interrupt == 0);
        return INTERRUPTED;
    }

    /** Executes what is not in the main switch. */
    private void rare(CpuState s, Instruction i, long pc) {
        int op = i.op;
        if (op >= Operation.FP_SIMD) {
            s.pc = pc;
            FpSimdInterpreter.execute(s, i);
        } else if (op >= Operation.SYSTEM) {
            system.execute(s, i);
        } else if (op >= Operation.ATOMIC) {
            atomics.execute(s, i);
        } else if (op >= Operation.LOAD_STORE) {
            MemoryAccess.execute(s, i, pc);
        } else if (op >= Operation.ADD_SHIFTED) {
            DataProcessing.execute(s, i);
        } else {
            throw GuestTrap.undefined();
        }
    }

    private static long adds64(CpuState s, long a, long b) {
        long sum = a + b;
        s.nzcv = Flags.ofAdd64(a, b, sum);
        return sum;
    }

    private static long adds32(CpuState s, int a, int b) {
        int sum = a + b;
        s.nzcv = Flags.ofAdd32(a, b, sum);
        return sum & WORD;
    }

    private static long subs64(CpuState s, long a, long b) {
        long difference = a - b;
        s.nzcv = Flags.ofSub64(a, b, difference);
        return difference;
    }

    private static long subs32(CpuState s, int a, int b) {
        int difference = a - b;
        s.nzcv = Flags.ofSub32(a, b, difference);
        return difference & WORD;
    }

    private static long ands64(CpuState s, long result) {
        s.nzcv = Flags.ofLogical64(result);
        return result;
    }

    private static long ands32(CpuState s, int result) {
        s.nzcv = Flags.ofLogical32(result);
        return result & WORD;
    }
}
