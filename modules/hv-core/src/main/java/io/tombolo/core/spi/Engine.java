package io.tombolo.core.spi;

import io.tombolo.core.abi.Architecture;

/** What executes guest instructions. One instance serves one kernel; thread-safe. */
public interface Engine extends AutoCloseable {
    /** The name by which {@code --engine} chooses it. */
    String name();

    /** The guest architecture. */
    Architecture architecture();

    /** What it can and cannot do. */
    EngineLimits limits();

    /** {@code AT_HWCAP} of the auxiliary vector: exactly the features that guest code may use. */
    long hardwareCapabilities();

    /** {@code AT_HWCAP2} of the auxiliary vector. */
    long hardwareCapabilities2();

    /** The {@code processor} stanza of {@code /proc/cpuinfo}, without the processor's number. */
    String processorDescription();

    /** A new, empty address space. */
    AddressSpace createAddressSpace();

    /** A new vCPU with all registers zero, attached to a space. */
    VirtualCpu createCpu(AddressSpace space);

    /** Gives everything back. */
    @Override
    void close();
}
