package io.tombolo.it;

import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.net.StandardNetworkProvider;

class StandardNetworkContractTest extends KernelModuleContract {
    @Override
    protected SyscallModuleProvider provider() {
        return new StandardNetworkProvider();
    }
}
