package io.tombolo.mm.internal;

import dagger.Component;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SyscallModule;
import jakarta.inject.Singleton;

/** The objects of one kernel's memory module. */
@Singleton
@Component(
        dependencies = KernelServices.class,
        modules = {Environment.class, SystemCalls.class})
public interface MemoryComponent {
    /** The module. */
    SyscallModule module();

    /** Makes the component. */
    @Component.Factory
    interface Factory {
        /** The module's objects over what the kernel offers. */
        MemoryComponent create(KernelServices services);
    }
}
