package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;

/** Stands in place of the instruction where a translation is entered. */
public final class TranslatedInstruction extends Instruction {
    private final Instruction original;
    private final Translation translation;

    /** Creates one for the entry of a translation, which is at a given instruction. */
    public TranslatedInstruction(Instruction original, Translation translation) {
        super(Operation.TRANSLATED, 0, 0, 0, 0, 0, 0, 0, original.word);
        this.original = original;
        this.translation = translation;
    }

    @Override
    public Instruction original() {
        return original;
    }

    /** The translation. */
    public Translation translation() {
        return translation;
    }
}
