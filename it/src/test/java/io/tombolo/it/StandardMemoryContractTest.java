package io.tombolo.it;

import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.mm.StandardMemoryProvider;

class StandardMemoryContractTest extends KernelModuleContract {
    @Override
    protected SyscallModuleProvider provider() {
        return new StandardMemoryProvider();
    }
}
