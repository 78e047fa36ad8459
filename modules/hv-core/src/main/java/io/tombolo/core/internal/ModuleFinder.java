package io.tombolo.core.internal;

import io.tombolo.core.KernelException;
import java.lang.module.FindException;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds providers in the boot layer and in the directories that the user adds as a layer of their own, whose modules may
 * bear the same names as the image's.
 */
final class ModuleFinder {
    private final @Nullable ModuleLayer added;

    private ModuleFinder(@Nullable ModuleLayer added) {
        this.added = added;
    }

    static ModuleFinder over(List<Path> directories) {
        if (directories.isEmpty()) {
            return new ModuleFinder(null);
        }
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new KernelException("--modules " + directory + ": not a directory");
            }
        }
        try {
            return new ModuleFinder(layer(directories));
        } catch (FindException | ResolutionException | LayerInstantiationException error) {
            throw new KernelException("--modules " + directories.getFirst() + ": " + error.getMessage());
        }
    }

    private static ModuleLayer layer(List<Path> directories) {
        java.lang.module.ModuleFinder found = java.lang.module.ModuleFinder.of(directories.toArray(Path[]::new));
        Set<String> names = found.findAll().stream()
                .map(ModuleReference::descriptor)
                .map(descriptor -> descriptor.name())
                .collect(Collectors.toSet());
        ModuleLayer boot = ModuleLayer.boot();
        java.lang.module.Configuration configuration =
                boot.configuration().resolveAndBind(found, java.lang.module.ModuleFinder.of(), names);
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithManyLoaders(
                configuration, List.of(boot), ModuleFinder.class.getClassLoader());
        return controller.layer();
    }

    /** All providers of a service, those of the added layer first; each appears once. */
    <P> List<P> providers(Class<P> service) {
        List<P> all = new ArrayList<>();
        try {
            ServiceLoader<P> loader = added == null ? loadFromHere(service) : ServiceLoader.load(added, service);
            for (P provider : loader) {
                all.add(provider);
            }
        } catch (ServiceConfigurationError error) {
            throw new KernelException("a module cannot be loaded: " + error.getMessage());
        }
        return all;
    }

    private static <P> ServiceLoader<P> loadFromHere(Class<P> service) {
        ModuleLayer layer = ModuleFinder.class.getModule().getLayer();
        return layer == null
                ? ServiceLoader.load(service, ModuleFinder.class.getClassLoader())
                : ServiceLoader.load(layer, service);
    }
}
