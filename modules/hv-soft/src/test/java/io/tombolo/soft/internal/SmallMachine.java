package io.tombolo.soft.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.memory.PageMap;
import io.tombolo.soft.internal.space.SoftAddressSpace;
import io.tombolo.soft.internal.space.SoftCpu;
import io.tombolo.soft.internal.translate.Translator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vCPU with a page of code and some pages of data, for tests of instructions: give it words, set registers, run until something other
 * than a kick happens.
 */
public final class SmallMachine implements AutoCloseable {
    /** Guest address of the code, one page. */
    public static final long CODE = 0x10000;
    /** Guest address of the data, {@link #DATA_PAGES} pages, followed by nothing. */
    public static final long DATA = 0x20000;
    /** Pages of data. */
    public static final int DATA_PAGES = 4;
    /** BRK #0. */
    public static final int BRK = 0xd4200000;

    private static final int PAGE = 4096;

    /** The memory behind the code. */
    public final PlainMemory code = new PlainMemory(PAGE);
    /** The memory behind the data. */
    public final PlainMemory data = new PlainMemory((long) DATA_PAGES * PAGE);
    /** The engine. */
    public final SoftEngine engine;
    /** The address space. */
    public final SoftAddressSpace space;
    /** The vCPU. */
    public final SoftCpu cpu;

    /** A machine that interprets, with no code and zeroed data. */
    public SmallMachine() {
        this(decoder -> null);
    }

    /** A machine that translates everything before it is executed, with no code and zeroed data. */
    public static SmallMachine translating() {
        return new SmallMachine(Translator::atOnce);
    }

    private SmallMachine(Function<Decoder, @Nullable Translator> translator) {
        engine = new SoftEngine(new SparseHostMemory(), translator, PageMap.PAGE_SIZE);
        space = (SoftAddressSpace) engine.createAddressSpace();
        space.map(CODE, PAGE, Access.READ | Access.EXECUTE, code, 0);
        space.map(DATA, (long) DATA_PAGES * PAGE, Access.READ | Access.WRITE, data, 0);
        cpu = (SoftCpu) engine.createCpu(space);
    }

    /** A machine with a translator that somebody made and looks at, with no code and zeroed data. */
    public static SmallMachine with(Function<Decoder, @Nullable Translator> translator) {
        return new SmallMachine(translator);
    }

    /** The processor's state. */
    public CpuState state() {
        return cpu.state();
    }

    /** Writes words at the beginning of the code page, followed by BRK, and makes them visible to execution. */
    public SmallMachine load(int... words) {
        for (int i = 0; i < words.length; i++) {
            code.segment().setAtIndex(JAVA_INT, i, words[i]);
        }
        if (words.length < PAGE / Integer.BYTES) {
            code.segment().setAtIndex(JAVA_INT, words.length, BRK);
        }
        space.map(CODE, PAGE, Access.READ | Access.EXECUTE, code, 0);
        state().pc = CODE;
        return this;
    }

    /** Runs from the program counter. */
    public Exit run() {
        return cpu.run();
    }

    /** Loads words and runs them. */
    public Exit run(int... words) {
        return load(words).run();
    }

    @Override
    public void close() {
        cpu.close();
        space.close();
        code.release();
        data.release();
    }
}
