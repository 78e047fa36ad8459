package io.tombolo.mm.internal.memory;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.EngineLimits;
import io.tombolo.core.spi.VirtualCpu;

/** An engine that has address spaces and executes nothing. */
final class ModelEngine implements Engine {
    private final int hostPageSize;

    ModelEngine(int hostPageSize) {
        this.hostPageSize = hostPageSize;
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Architecture architecture() {
        return Architecture.AARCH64;
    }

    @Override
    public EngineLimits limits() {
        return new EngineLimits(hostPageSize, 42, 0, false);
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
        return "";
    }

    @Override
    public AddressSpace createAddressSpace() {
        return new ModelAddressSpace(hostPageSize);
    }

    @Override
    public VirtualCpu createCpu(AddressSpace space) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
