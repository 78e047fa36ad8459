package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.SmallMachine;

/** The same with translated code. */
class TranslatedSelfModifyingCodeTest extends SelfModifyingCodeTest {
    @Override
    SmallMachine newMachine() {
        return SmallMachine.translating();
    }
}
