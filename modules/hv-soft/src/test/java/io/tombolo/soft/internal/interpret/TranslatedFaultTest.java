package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.SmallMachine;

/** The same with translated code. */
class TranslatedFaultTest extends FaultTest {
    @Override
    SmallMachine newMachine() {
        return SmallMachine.translating();
    }
}
