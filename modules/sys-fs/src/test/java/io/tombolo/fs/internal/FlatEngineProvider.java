package io.tombolo.fs.internal;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.EngineLimits;
import io.tombolo.core.spi.EngineProvider;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.Registers;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.VirtualCpu;

/** An engine that has memory and runs nothing: the tests make the system calls themselves. */
public final class FlatEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "flat";
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
    public Engine create(KernelServices services) {
        return new FlatEngine();
    }

    private static final class FlatEngine implements Engine {
        @Override
        public String name() {
            return "flat";
        }

        @Override
        public Architecture architecture() {
            return Architecture.AARCH64;
        }

        @Override
        public EngineLimits limits() {
            return new EngineLimits(4096, 48, 1, true);
        }

        @Override
        public long hardwareCapabilities() {
            return 0;
        }

        @Override
        public long hardwareCapabilities2() {
            return 0;
        }

        @Override
        public String processorDescription() {
            return "BogoMIPS\t: 100.00\n";
        }

        @Override
        public AddressSpace createAddressSpace() {
            throw new UnsupportedOperationException();
        }

        @Override
        public VirtualCpu createCpu(AddressSpace space) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    /** A vCPU that never runs. */
    static final class FlatCpu implements VirtualCpu {
        private final FlatMemory memory = new FlatMemory();

        @Override
        public Registers registers() {
            throw new UnsupportedOperationException();
        }

        @Override
        public GuestMemory memory() {
            return memory;
        }

        @Override
        public AddressSpace addressSpace() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void attach(AddressSpace space) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Exit run() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void kick() {}

        @Override
        public void setSingleStep(boolean on) {}

        @Override
        public void close() {}
    }
}
