package io.tombolo.fs.internal;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.fs.StandardFileProvider;

/** The module under test, kept for the test that made the kernel, since a kernel does not hand its modules out. */
public final class CapturingFileProvider implements SyscallModuleProvider {
    private static final ThreadLocal<SyscallModule> LAST = new ThreadLocal<>();

    static SyscallModule lastModule() {
        return LAST.get();
    }

    @Override
    public String role() {
        return "fs";
    }

    @Override
    public String name() {
        return "captured";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public SpiVersion.Range spiVersions() {
        return SpiVersion.Range.of(1, 0);
    }

    @Override
    public SyscallModule create(KernelServices services) {
        SyscallModule module = new StandardFileProvider().create(services);
        LAST.set(module);
        return module;
    }
}
