package io.tombolo.core.spi;

/** Makes an {@link Engine}. Its role is {@code engine}. */
public interface EngineProvider extends ModuleProvider {
    /** Whether it can work on this machine; if not, one sentence that says why, else an empty string. */
    default String unavailable() {
        return "";
    }

    /** Makes the engine of a kernel. */
    Engine create(KernelServices services);
}
