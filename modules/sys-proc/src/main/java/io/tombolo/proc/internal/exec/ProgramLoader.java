package io.tombolo.proc.internal.exec;

import io.tombolo.core.Credentials;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.abi.Auxv;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.MemoryManager;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.proc.internal.elf.ElfMapper;
import io.tombolo.proc.internal.elf.ProgramHeader;
import io.tombolo.proc.internal.vdso.Vdso;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import org.jspecify.annotations.Nullable;

/** Brings a program into a new memory: segments, dynamic loader, vDSO, heap, stack. Touches no process. */
final class ProgramLoader {
    private static final int PAGE = 4096;
    private static final int CLOCK_TICKS = 100;
    /** What a signal frame takes without SVE: {@code signal_minsigstksz} of {@code arch/arm64/kernel/signal.c}. */
    private static final int SMALLEST_SIGNAL_STACK = 4720;

    private final Engine engine;
    private final Provider<MemoryManager> memories;
    private final Vdso vdso;
    private final Entropy entropy;

    @Inject
    ProgramLoader(Engine engine, Provider<MemoryManager> memories, Vdso vdso, Entropy entropy) {
        this.engine = engine;
        this.memories = memories;
        this.vdso = vdso;
        this.entropy = entropy;
    }

    /**
     * Loads a program.
     *
     * @throws io.tombolo.core.spi.ErrnoException {@code ENOMEM}, {@code EINVAL} and whatever mmap(2) answers for its segments
     */
    LoadedProgram load(Program program, ResourceLimits limits, Credentials credentials) {
        ProcessMemory memory = memories.get().create();
        try {
            return load(program, memory, limits, credentials);
        } catch (RuntimeException failure) {
            memory.release();
            throw failure;
        }
    }

    private LoadedProgram load(Program program, ProcessMemory memory, ResourceLimits limits, Credentials credentials) {
        long top = memory.mapStack(
                limits.bound(ResourceLimits.STACK), program.image().executableStack());
        ElfMapper own = new ElfMapper(memory, program.image());
        own.map(program.interpreter() == null ? 0 : movableBase(memory));
        ElfMapper loader = null;
        if (program.interpreter() != null) {
            loader = new ElfMapper(memory, program.interpreter());
            loader.map(0);
        }
        long vdsoAddress = vdso.mapInto(memory);
        long breakStart = breakStart(program, own, memory);
        memory.setBreakStart(breakStart);
        long[] auxiliary = auxiliaryVector(program, own, loader, vdsoAddress, credentials);
        InitialStack stack = new InitialStack(
                top,
                program.arguments(),
                program.environment(),
                program.path(),
                engine.architecture().machineName(),
                entropy.bytes(16),
                auxiliary);
        memory.addressSpace().memory().copyOut(stack.pointer(), stack.content(), 0, stack.content().length);
        memory.setProgramLayout(layout(own, breakStart, stack));
        return new LoadedProgram(memory, loader == null ? own.entry() : loader.entry(), stack.pointer());
    }

    /** Movable programs with a dynamic loader begin at two thirds of the address space ({@code ELF_ET_DYN_BASE}). */
    private static long movableBase(ProcessMemory memory) {
        long size = 1L << memory.addressSpace().addressBits();
        return 2 * (size / 3) & -PAGE;
    }

    /** Behind the program; for a movable one without a loader, which lies among the mappings, where others would begin. */
    private static long breakStart(Program program, ElfMapper own, ProcessMemory memory) {
        boolean amongMappings =
                program.interpreter() == null && program.image().header().movable();
        return amongMappings ? movableBase(memory) : own.end() + PAGE - 1 & -PAGE;
    }

    private long[] auxiliaryVector(
            Program program, ElfMapper own, @Nullable ElfMapper loader, long vdsoAddress, Credentials credentials) {
        return new long[] {
            Auxv.AT_SYSINFO_EHDR,
            vdsoAddress,
            Auxv.AT_MINSIGSTKSZ,
            SMALLEST_SIGNAL_STACK,
            Auxv.AT_HWCAP,
            engine.hardwareCapabilities(),
            Auxv.AT_PAGESZ,
            PAGE,
            Auxv.AT_CLKTCK,
            CLOCK_TICKS,
            Auxv.AT_PHDR,
            own.programHeaders(),
            Auxv.AT_PHENT,
            ProgramHeader.SIZE,
            Auxv.AT_PHNUM,
            program.image().header().entries(),
            Auxv.AT_BASE,
            loader == null ? 0 : loader.bias(),
            Auxv.AT_FLAGS,
            0,
            Auxv.AT_ENTRY,
            own.entry(),
            Auxv.AT_UID,
            credentials.realUser(),
            Auxv.AT_EUID,
            credentials.effectiveUser(),
            Auxv.AT_GID,
            credentials.realGroup(),
            Auxv.AT_EGID,
            credentials.effectiveGroup(),
            Auxv.AT_SECURE,
            0,
            Auxv.AT_RANDOM,
            0,
            Auxv.AT_HWCAP2,
            engine.hardwareCapabilities2(),
            Auxv.AT_EXECFN,
            0,
            Auxv.AT_PLATFORM,
            0,
            Auxv.AT_NULL,
            0
        };
    }

    private static ProcessMemory.ProgramLayout layout(ElfMapper own, long breakStart, InitialStack stack) {
        return new ProcessMemory.ProgramLayout(
                own.startCode(),
                own.endCode(),
                own.startData(),
                own.endData(),
                breakStart,
                stack.pointer(),
                stack.argumentsStart(),
                stack.argumentsEnd(),
                stack.argumentsEnd(),
                stack.environmentEnd(),
                stack.auxiliaryVector());
    }
}
