package io.tombolo.soft.internal.decode;

/** A row of the table of encodings: implemented by the enums {@link GeneralOpcode} and {@link FpSimdOpcode}. */
public interface Encoding {
    /** The bits that are fixed in this row and the fields between them. */
    EncodingPattern pattern();
}
