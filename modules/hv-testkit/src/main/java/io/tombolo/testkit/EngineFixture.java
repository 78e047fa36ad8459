package io.tombolo.testkit;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.PageFaultHandler;
import io.tombolo.core.spi.VirtualCpu;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts of an engine share: an engine of the subclass, an address space, pages of real memory, vCPUs, and all of it given back
 * after each test. The contracts are {@link EngineContract}, {@link AddressSpaceContract}, {@link GuestMemoryContract} and {@link
 * SafepointContract}; an engine passes all four.
 */
public abstract class EngineFixture {
    /** A page of the guest. */
    protected static final int PAGE = 4096;

    /** Where {@link #cpu} puts its code. */
    protected static final long CODE = 0x40_0000;

    /** Where tests map data; everything around it is absent. */
    protected static final long DATA = 0x1000_0000;

    private final List<AddressSpace> spaces = new ArrayList<>();
    private final List<VirtualCpu> cpus = new ArrayList<>();
    private final List<NativePages> objects = new ArrayList<>();
    private final List<Fault> faults = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile PageFaultHandler resolver = (address, access) -> FaultResult.NOT_MAPPED;
    private @Nullable Engine engine;
    private @Nullable AddressSpace space;

    /** For subclasses, which JUnit makes. */
    protected EngineFixture() {}

    /** A fault that the engine's accessors reported. */
    protected record Fault(long address, int access) {}

    /** {@return a new engine for AArch64 guests; the fixture closes it} */
    protected abstract Engine createEngine();

    @BeforeEach
    final void open() {
        engine = createEngine();
        Assumptions.assumeTrue(
                engine().architecture() == Architecture.AARCH64, "the contract's code is for AArch64 guests");
        space = newSpace();
    }

    @AfterEach
    final void close() {
        cpus.forEach(VirtualCpu::kick);
        threads.shutdownNow();
        cpus.forEach(VirtualCpu::close);
        spaces.forEach(AddressSpace::close);
        if (engine != null) {
            engine.close();
        }
        objects.stream().filter(object -> !object.freed()).forEach(NativePages::release);
    }

    /** {@return the engine under test} */
    protected final Engine engine() {
        return Objects.requireNonNull(engine);
    }

    /** {@return the first address space} */
    protected final AddressSpace space() {
        return Objects.requireNonNull(space);
    }

    /** {@return one more address space, whose faults go to {@link #resolveFaults} as well} */
    protected final AddressSpace newSpace() {
        AddressSpace created = engine().createAddressSpace();
        created.setFaultHandler((address, access) -> {
            faults.add(new Fault(address, access));
            return resolver.handle(address, access);
        });
        spaces.add(created);
        return created;
    }

    /** Answers the faults of accessors from now on; without it nothing is mapped there. */
    protected final void resolveFaults(PageFaultHandler handler) {
        resolver = handler;
    }

    /** {@return the faults that accessors reported so far} */
    protected final List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** {@return zero-filled pages of host memory} */
    protected final NativePages pages(int count) {
        NativePages created = new NativePages(count, engine().limits().hostPageSize());
        objects.add(created);
        return created;
    }

    /** Maps fresh pages into the first space. */
    protected final NativePages map(long address, int count, int access) {
        NativePages object = pages(count);
        space().map(address, (long) count * PAGE, access, object, 0);
        return object;
    }

    /** {@return a vCPU of the first space that stands at the beginning of the code, which is mapped at {@link #CODE}} */
    protected final VirtualCpu cpu(Aarch64Code code) {
        byte[] bytes = code.bytes();
        int count = bytes.length / PAGE + 1;
        map(CODE, count, Access.READ | Access.EXECUTE).set(0, bytes);
        return cpuAt(CODE);
    }

    /** {@return one more vCPU of the first space, at an address} */
    protected final VirtualCpu cpuAt(long programCounter) {
        VirtualCpu cpu = engine().createCpu(space());
        cpus.add(cpu);
        cpu.registers().setProgramCounter(programCounter);
        return cpu;
    }

    /** Runs a vCPU on a thread of its own. */
    protected final Future<Exit> start(VirtualCpu cpu) {
        return threads.submit(cpu::run);
    }
}
