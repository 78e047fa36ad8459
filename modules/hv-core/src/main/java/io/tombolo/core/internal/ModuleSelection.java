package io.tombolo.core.internal;

import io.tombolo.core.KernelException;
import io.tombolo.core.spi.EngineProvider;
import io.tombolo.core.spi.ModuleProvider;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallModuleProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses one provider for each role: the one that the user names, else the heaviest that is compatible. */
final class ModuleSelection {
    static final Set<String> FIXED_ROLES = Set.of("engine", "host", "fork");

    private final Map<String, String> uses;
    private final Set<String> rolesSeen = new HashSet<>();

    ModuleSelection(Map<String, String> uses) {
        this.uses = uses;
    }

    /** The provider in force for a role. */
    <P extends ModuleProvider> P one(String role, List<P> providers) {
        return ordered(role, providers).getFirst();
    }

    /** The engine that was named, or the heaviest that works on this machine. */
    EngineProvider engine(String named, List<EngineProvider> providers) {
        if (!named.isEmpty()) {
            rolesSeen.add("engine");
            EngineProvider chosen = named("engine", named, providers);
            if (!chosen.unavailable().isEmpty()) {
                throw new KernelException("engine '" + named + "' does not work here: " + chosen.unavailable());
            }
            return chosen;
        }
        List<EngineProvider> working = new ArrayList<>();
        for (EngineProvider provider : providers) {
            if (provider.unavailable().isEmpty()) {
                working.add(provider);
            }
        }
        return one("engine", working);
    }

    /** All compatible providers of a role by falling weight, or the one that the user named. */
    <P extends ModuleProvider> List<P> ordered(String role, List<P> providers) {
        rolesSeen.add(role);
        String name = uses.get(role);
        if (name != null) {
            return List.of(named(role, name, providers));
        }
        List<P> compatible = new ArrayList<>(providers);
        compatible.forEach(provider -> checkCompatible(role, provider));
        if (compatible.isEmpty() && !role.equals("fork")) {
            throw new KernelException("no module for the role '" + role + "' was found");
        }
        // The sort is stable, so that of equally heavy ones the added layer's comes first, then the name decides.
        // (Comparator.comparingInt would make a serializable lambda, which the AOT cache cannot hold.)
        compatible.sort((one, other) -> Integer.compare(other.weight(), one.weight()));
        refuseTie(role, compatible);
        return compatible;
    }

    private static <P extends ModuleProvider> void refuseTie(String role, List<P> ordered) {
        if (ordered.size() < 2 || role.equals("fork")) {
            return;
        }
        P first = ordered.get(0);
        P second = ordered.get(1);
        if (first.weight() == second.weight() && !first.name().equals(second.name())) {
            throw new KernelException("modules '" + first.name() + "' and '" + second.name() + "' both claim the role '"
                    + role + "' with weight " + first.weight() + ": choose one with --use " + role + "=" + first.name()
                    + " or --use " + role + "=" + second.name());
        }
    }

    private static <P extends ModuleProvider> P named(String role, String name, List<P> providers) {
        List<String> known = new ArrayList<>();
        for (P provider : providers) {
            if (provider.name().equals(name)) {
                checkCompatible(role, provider);
                return provider;
            }
            known.add(provider.name());
        }
        throw new KernelException("no module '" + name + "' for the role '" + role + "'; there "
                + (known.size() == 1 ? "is " : "are ") + String.join(", ", known));
    }

    private static void checkCompatible(String role, ModuleProvider provider) {
        if (!provider.spiVersions().contains(SpiVersion.CURRENT)) {
            throw new KernelException("module '" + provider.name() + "' " + provider.version() + " (role '" + role
                    + "') was built for SPI versions " + provider.spiVersions() + ", but this is SPI version "
                    + SpiVersion.CURRENT + ": use a version of the module that was built for it");
        }
    }

    /** One module of each role that any provider names. */
    List<SyscallModuleProvider> oneOfEachRole(List<SyscallModuleProvider> providers) {
        Map<String, List<SyscallModuleProvider>> byRole = new LinkedHashMap<>();
        for (SyscallModuleProvider provider : providers) {
            byRole.computeIfAbsent(provider.role(), role -> new ArrayList<>()).add(provider);
        }
        List<SyscallModuleProvider> chosen = new ArrayList<>();
        byRole.forEach((role, candidates) -> chosen.add(one(role, candidates)));
        return chosen;
    }

    /** Refuses a choice for something that nobody claims. Names of system calls are checked with the claims. */
    void checkAllUsesKnown(List<SyscallModuleProvider> chosen) {
        for (String role : uses.keySet()) {
            boolean roleKnown = rolesSeen.contains(role) || FIXED_ROLES.contains(role);
            if (!roleKnown && !SyscallClaims.isSystemCall(role)) {
                throw new KernelException("--use " + role + "=" + uses.get(role) + ": no module has the role '" + role
                        + "', and it is no system call");
            }
        }
    }
}
