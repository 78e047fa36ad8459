package io.tombolo.it;

import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.fs.StandardFileProvider;

class StandardFileContractTest extends KernelModuleContract {
    @Override
    protected SyscallModuleProvider provider() {
        return new StandardFileProvider();
    }
}
