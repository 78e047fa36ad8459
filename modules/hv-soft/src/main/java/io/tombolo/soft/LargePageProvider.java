package io.tombolo.soft;

import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.EngineProvider;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.soft.internal.SoftEngine;
import io.tombolo.soft.internal.translate.Translator;

/**
 * Provides the software engine as if the host's pages had 16 KiB, as those of Apple silicon have: a test that what is said to work there does.
 * It takes no memory that such a host could not have mapped.
 */
public final class LargePageProvider implements EngineProvider {
    private static final String NAME = "soft-16k";
    private static final String VERSION = "0.1.0";
    private static final int WEIGHT = -200;
    private static final int HOST_PAGE = 16384;

    /** For the service loader. */
    public LargePageProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public SpiVersion.Range spiVersions() {
        return SpiVersion.Range.of(1, 0);
    }

    @Override
    public int weight() {
        return WEIGHT;
    }

    @Override
    public Engine create(KernelServices services) {
        return new SoftEngine(services.hostMemory(), Translator::inBackground, HOST_PAGE);
    }
}
