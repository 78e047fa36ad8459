package io.tombolo.core.spi;

/**
 * What every pluggable module says of itself. Providers are found by {@link java.util.ServiceLoader}, declared in {@code
 * module-info} only; making one must be cheap and touch nothing.
 */
public interface ModuleProvider {
    /** The name by which {@code --use ROLE=NAME} chooses it: short, lower case, unique within its role. */
    String name();

    /** The module's own version, as {@code tombolo modules} shows it. */
    String version();

    /** The SPI versions that the module was built for. */
    SpiVersion.Range spiVersions();

    /** Which of several providers of a role wins unless the user chooses: the heaviest. The house's own weigh 100. */
    default int weight() {
        return 100;
    }
}
