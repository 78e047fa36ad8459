package io.tombolo.core.internal;

import io.tombolo.core.Kernel;
import io.tombolo.core.KernelException;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.ModuleDescription;
import io.tombolo.core.abi.SyscallNumbers;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.EngineProvider;
import io.tombolo.core.spi.HostMemory;
import io.tombolo.core.spi.HostMemoryProvider;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.ModuleProvider;
import io.tombolo.core.spi.SnapshotStrategyProvider;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.core.spi.SyscallTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The modules of one kernel: found, checked, chosen, created, and asked for their services. */
public final class ModuleRegistry implements KernelServices {
    private final Kernel kernel;
    private final KernelOptions options;
    private final ModuleFinder finder;
    private final ModuleSelection selection;
    private final HostMemory hostMemory;
    private final Engine engine;
    private final List<SnapshotStrategyProvider> strategies;
    private final Map<SyscallModuleProvider, SyscallModule> modules = new LinkedHashMap<>();
    private final SyscallClaims claims;
    private boolean complete;

    /** Finds and creates the modules. */
    public ModuleRegistry(Kernel kernel, KernelOptions options) {
        this.kernel = kernel;
        this.options = options;
        this.finder = ModuleFinder.over(options.moduleDirectories());
        this.selection = new ModuleSelection(options.uses());
        this.hostMemory = selection
                .one("host", finder.providers(HostMemoryProvider.class))
                .create();
        EngineProvider engineProvider = selection.engine(options.engine(), finder.providers(EngineProvider.class));
        List<SyscallModuleProvider> chosen = selection.oneOfEachRole(finder.providers(SyscallModuleProvider.class));
        this.strategies = selection.ordered("fork", finder.providers(SnapshotStrategyProvider.class));
        selection.checkAllUsesKnown(chosen);
        this.engine = engineProvider.create(this);
        this.claims = new SyscallClaims(SyscallNumbers.of(engine.architecture()), options.uses());
        for (SyscallModuleProvider provider : chosen) {
            SyscallModule module = provider.create(this);
            modules.put(provider, module);
            claims.add(provider, module);
        }
        claims.resolve();
        complete = true;
    }

    @Override
    public KernelOptions options() {
        return options;
    }

    @Override
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public HostMemory hostMemory() {
        return hostMemory;
    }

    @Override
    public <S> S service(Class<S> type) {
        requireComplete(type);
        for (SyscallModule module : modules.values()) {
            S service = module.service(type);
            if (service != null) {
                return service;
            }
        }
        throw new KernelException("no module in force has the service " + type.getSimpleName());
    }

    @Override
    public <S> List<S> services(Class<S> type) {
        requireComplete(type);
        List<S> all = new ArrayList<>();
        for (SyscallModule module : modules.values()) {
            S service = module.service(type);
            if (service != null) {
                all.add(service);
            }
        }
        return all;
    }

    private void requireComplete(Class<?> type) {
        if (!complete) {
            throw new IllegalStateException("services are there after all modules were made: " + type.getName());
        }
    }

    @Override
    public List<SnapshotStrategyProvider> snapshotStrategies() {
        return strategies;
    }

    /** Who answers a system call, by number. */
    public @Nullable SyscallTable[] claimedTables() {
        return claims.tables();
    }

    /** The call's index in its table, by number. */
    public int[] claimedIndexes() {
        return claims.indexes();
    }

    /** The tables of the module in force that fills a role; empty if none does. */
    public List<SyscallTable> tables(String role) {
        List<SyscallTable> all = new ArrayList<>();
        modules.forEach((provider, module) -> {
            if (provider.role().equals(role)) {
                all.addAll(module.tables());
            }
        });
        return all;
    }

    /** The modules in force. */
    public List<ModuleDescription> descriptions() {
        List<ModuleDescription> all = new ArrayList<>();
        for (EngineProvider provider : finder.providers(EngineProvider.class)) {
            if (provider.name().equals(engine.name())) {
                all.add(describe("engine", provider, List.of()));
            }
        }
        modules.keySet().forEach(provider -> all.add(describe(provider.role(), provider, claims.namesOf(provider))));
        strategies.forEach(provider -> all.add(describe("fork", provider, List.of())));
        return all;
    }

    private static ModuleDescription describe(String role, ModuleProvider provider, List<String> systemCalls) {
        Module module = provider.getClass().getModule();
        String origin = module.getDescriptor() == null
                ? "(no module)"
                : module.getDescriptor().toNameAndVersion();
        return new ModuleDescription(role, provider.name(), provider.version(), provider.weight(), origin, systemCalls);
    }

    /** Closes the modules, the last made first, and then the engine. */
    public void close() {
        List<SyscallModule> reversed = new ArrayList<>(modules.values()).reversed();
        reversed.forEach(SyscallModule::close);
        engine.close();
    }
}
