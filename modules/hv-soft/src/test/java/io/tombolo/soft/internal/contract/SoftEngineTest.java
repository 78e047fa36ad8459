package io.tombolo.soft.internal.contract;

import io.tombolo.core.spi.Engine;
import io.tombolo.soft.internal.SoftEngine;
import io.tombolo.soft.internal.SparseHostMemory;
import io.tombolo.testkit.EngineContract;

class SoftEngineTest extends EngineContract {
    @Override
    protected Engine createEngine() {
        return new SoftEngine(new SparseHostMemory());
    }
}
