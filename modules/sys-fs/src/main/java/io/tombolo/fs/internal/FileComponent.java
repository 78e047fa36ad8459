package io.tombolo.fs.internal;

import dagger.Component;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SyscallModule;
import jakarta.inject.Singleton;

/** The objects of one kernel's file module. */
@Singleton
@Component(
        dependencies = KernelServices.class,
        modules = {Environment.class, SystemCalls.class})
public interface FileComponent {
    /** The module. */
    SyscallModule module();

    /** Makes the component. */
    @Component.Factory
    interface Factory {
        /** The module's objects over what the kernel offers. */
        FileComponent create(KernelServices services);
    }
}
