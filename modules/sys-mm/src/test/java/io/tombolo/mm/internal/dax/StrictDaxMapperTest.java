package io.tombolo.mm.internal.dax;

import io.tombolo.core.spi.DaxMapper;
import io.tombolo.core.spi.Stage2;
import io.tombolo.host.posix.Host;
import io.tombolo.testkit.StrictDaxMapperContract;

class StrictDaxMapperTest extends StrictDaxMapperContract {
    @Override
    protected DaxMapper createMapper(Host host, Stage2 stage2, long base, long length) {
        return new WindowedDaxMapper(host, stage2, base, length, policy());
    }
}
