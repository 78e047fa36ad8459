package io.tombolo.soft.internal;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.HwcapAarch64;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.EngineLimits;
import io.tombolo.core.spi.HostMemory;
import io.tombolo.core.spi.VirtualCpu;
import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.memory.CodeCache;
import io.tombolo.soft.internal.memory.PageMap;
import io.tombolo.soft.internal.memory.PairLocks;
import io.tombolo.soft.internal.space.SoftAddressSpace;
import io.tombolo.soft.internal.space.SoftCpu;
import io.tombolo.soft.internal.translate.Translator;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The software engine: what its address spaces and vCPUs share. Thread-safe. */
public final class SoftEngine implements Engine {
    /** The name by which it is chosen. */
    public static final String NAME = "soft";

    /** Keep in step with the identification registers of {@code SystemRegister}. */
    private static final long CAPABILITIES = HwcapAarch64.HWCAP_FP
            | HwcapAarch64.HWCAP_ASIMD
            | HwcapAarch64.HWCAP_AES
            | HwcapAarch64.HWCAP_PMULL
            | HwcapAarch64.HWCAP_SHA1
            | HwcapAarch64.HWCAP_SHA2
            | HwcapAarch64.HWCAP_CRC32
            | HwcapAarch64.HWCAP_ATOMICS
            | HwcapAarch64.HWCAP_CPUID
            | HwcapAarch64.HWCAP_LRCPC
            | HwcapAarch64.HWCAP_ASIMDDP;

    private static final String DESCRIPTION = """
            BogoMIPS\t: 2000.00
            Features\t: fp asimd aes pmull sha1 sha2 crc32 atomics cpuid lrcpc asimddp
            CPU implementer\t: 0x00
            CPU architecture: 8
            CPU variant\t: 0x0
            CPU part\t: 0x544
            CPU revision\t: 0
            """;

    private final HostMemory hostMemory;
    private final int hostPageSize;
    private final Decoder decoder = new Decoder();
    private final CodeCache code = new CodeCache();
    private final PairLocks pairs = new PairLocks();

    private final @Nullable Translator translator;

    /** An engine whose tables come from the given host memory; it translates hot code in the background. */
    @Inject
    public SoftEngine(HostMemory hostMemory) {
        this(hostMemory, Translator::inBackground, PageMap.PAGE_SIZE);
    }

    /**
     * An engine with a translator of its own, or, if null is made, with none.
     *
     * @param hostPageSize what memory objects must consist of, in bytes; see {@link EngineLimits#hostPageSize}
     */
    public SoftEngine(HostMemory hostMemory, Function<Decoder, @Nullable Translator> translator, int hostPageSize) {
        this.hostMemory = hostMemory;
        this.hostPageSize = hostPageSize;
        this.translator = translator.apply(decoder);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Architecture architecture() {
        return Architecture.AARCH64;
    }

    @Override
    public EngineLimits limits() {
        return new EngineLimits(hostPageSize, SoftAddressSpace.ADDRESS_BITS, Integer.MAX_VALUE, false);
    }

    @Override
    public long hardwareCapabilities() {
        return CAPABILITIES;
    }

    @Override
    public long hardwareCapabilities2() {
        return 0;
    }

    @Override
    public String processorDescription() {
        return DESCRIPTION;
    }

    @Override
    public AddressSpace createAddressSpace() {
        return new SoftAddressSpace(hostMemory, hostPageSize);
    }

    @Override
    public VirtualCpu createCpu(AddressSpace space) {
        return new SoftCpu((SoftAddressSpace) space, decoder, code, pairs, translator);
    }

    /** Ends the translator's thread; tables belong to the address spaces. */
    @Override
    public void close() {
        if (translator != null) {
            translator.close();
        }
    }
}
