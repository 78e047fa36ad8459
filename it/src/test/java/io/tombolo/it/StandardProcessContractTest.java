package io.tombolo.it;

import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.proc.StandardProcessProvider;
import java.util.Set;

class StandardProcessContractTest extends KernelModuleContract {
    @Override
    protected SyscallModuleProvider provider() {
        return new StandardProcessProvider();
    }

    /** Their count is 0 here, which asks for the number of groups, or clears them, and an empty name is one. */
    @Override
    protected Set<String> indifferentToPointers() {
        return Set.of("getgroups", "setgroups", "sethostname", "setdomainname");
    }
}
