package io.tombolo.core.spi;

/** Makes the host's {@link HostMemory}. Its role is {@code host}. */
public interface HostMemoryProvider extends ModuleProvider {
    /** The host's memory. */
    HostMemory create();
}
