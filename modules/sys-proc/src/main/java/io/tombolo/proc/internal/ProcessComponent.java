package io.tombolo.proc.internal;

import dagger.Component;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SyscallModule;
import jakarta.inject.Singleton;

/** The objects of one kernel's process module. */
@Singleton
@Component(
        dependencies = KernelServices.class,
        modules = {Environment.class, SystemCalls.class, TaskServiceCalls.class, MessagingCalls.class})
public interface ProcessComponent {
    /** The module. */
    SyscallModule module();

    /** Makes the component. */
    @Component.Factory
    interface Factory {
        /** The module's objects over what the kernel offers. */
        ProcessComponent create(KernelServices services);
    }
}
