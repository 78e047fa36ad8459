package io.tombolo.net.internal;

import dagger.Component;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SyscallModule;
import jakarta.inject.Singleton;

/** The objects of one kernel's network module. */
@Singleton
@Component(
        dependencies = KernelServices.class,
        modules = {Environment.class, SystemCalls.class})
public interface NetworkComponent {
    /** The module. */
    SyscallModule module();

    /** Makes the component. */
    @Component.Factory
    interface Factory {
        /** The module's objects over what the kernel offers. */
        NetworkComponent create(KernelServices services);
    }
}
