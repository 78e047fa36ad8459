package io.tombolo.soft.internal;

import dagger.BindsInstance;
import dagger.Component;
import io.tombolo.core.spi.HostMemory;

/** Wires the engine. */
@Component
public interface SoftEngineComponent {
    /** The engine. */
    SoftEngine engine();

    /** Makes the component. */
    @Component.Factory
    interface Factory {
        /** The component of one kernel, over the kernel's host memory. */
        SoftEngineComponent create(@BindsInstance HostMemory hostMemory);
    }
}
