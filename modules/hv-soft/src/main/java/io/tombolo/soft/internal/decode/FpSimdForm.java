package io.tombolo.soft.internal.decode;

/** How the operands of a row of {@link FpSimdOpcode} are laid out, and so how its word is decoded and which part of the interpreter executes it. */
public enum FpSimdForm {
    /** Scalar to a general register, rounded to an integer. */
    FP_TO_INTEGER,
    /** Integer in a general register to scalar. */
    INTEGER_TO_FP,
    /** Scalar to fixed point in a general register; the immediate is the number of fraction bits. */
    FP_TO_FIXED,
    /** Fixed point in a general register to scalar; the immediate is the number of fraction bits. */
    FIXED_TO_FP,
    /** Bits of a vector register to a general register. */
    FP_TO_GENERAL,
    /** Bits of a general register to a vector register. */
    GENERAL_TO_FP,
    /** Scalar, one operand. */
    FP_ONE_SOURCE,
    /** Scalar, other precision: source format in bits 1..0 of the flags, destination format in bits 3..2. */
    FP_PRECISION,
    /** Two scalars to the condition flags; with {@code ZERO} in the name the second is zero. */
    FP_COMPARE,
    /** Scalar immediate, expanded. */
    FP_IMMEDIATE,
    /** Two scalars under a condition: the flags hold its truth table over NZCV from bit 4, the immediate the NZCV to take otherwise. */
    FP_CONDITIONAL,
    /** Scalar, two operands. */
    FP_TWO_SOURCE,
    /** Scalar, three operands. */
    FP_THREE_SOURCE,
    /** One AES round step. */
    CRYPTO_AES,
    /** One SHA-1 or SHA-256 step. */
    CRYPTO_SHA,
    /** Element to element or to all elements: the immediate is source index, shifted left by four, and destination index. */
    COPY,
    /** General register to one element, the immediate, or to all. */
    COPY_FROM_GENERAL,
    /** One element, the immediate, to a general register. */
    COPY_TO_GENERAL,
    /** Interleave or separate elements. */
    PERMUTE,
    /** Bytes from a pair of vectors, starting at the immediate. */
    EXTRACT,
    /** Byte look-up in one to four registers, their number in the immediate. */
    TABLE,
    /** The immediate expanded to 64 bits. */
    MODIFIED_IMMEDIATE,
    /** Bitwise on whole registers. */
    LOGICAL,
    /** Elementwise, integer, two operands. */
    THREE_SAME,
    /** Adjacent elements of two vectors. */
    PAIRWISE,
    /** Four bytes times four bytes, added to a word. */
    DOT_PRODUCT,
    /** Elementwise, floating point, two operands. */
    THREE_SAME_FP,
    /** Adjacent elements of two vectors, floating point. */
    PAIRWISE_FP,
    /** Operands and result of different element sizes; the size is the narrow one. */
    THREE_DIFFERENT,
    /** Elementwise, integer, one operand. */
    TWO_MISC,
    /** Adjacent elements added to one of twice the size. */
    PAIRWISE_LONG,
    /** Elements to half their size; the size is the narrow one. */
    NARROW,
    /** Elements to twice their size, shifted left by their size. */
    SHIFT_LONG_FULL,
    /** Floating point to the next smaller format; the size is the narrow one. */
    FP_NARROW,
    /** Floating point to the next larger format; the size is the narrow one. */
    FP_LONG,
    /** Elementwise, floating point, one operand. */
    TWO_MISC_FP,
    /** All elements of a vector to one. */
    ACROSS,
    /** All elements of a vector to one, floating point. */
    ACROSS_FP,
    /** Two elements to one. */
    SCALAR_PAIR,
    /** Two elements to one, floating point. */
    SCALAR_PAIR_FP,
    /** Shift by immediate: the immediate is immh:immb less the element width, that is the left shift; the right shift is the width less that. */
    SHIFT,
    /** Shift right and halve the size; immediate as for {@link #SHIFT}, the size is the narrow one. */
    SHIFT_NARROW,
    /** Double the size and shift left by the immediate. */
    SHIFT_LONG,
    /** Between floating and fixed point; the immediate is as for {@link #SHIFT}, the fraction bits are the right shift. */
    SHIFT_FP,
    /** By element, result of twice the size; the immediate is the index. */
    LONG_BY_ELEMENT,
    /** By element, integer; the immediate is the index. */
    BY_ELEMENT,
    /** Dot product by a group of four bytes; the immediate is its index. */
    DOT_BY_ELEMENT,
    /** By element, floating point; the immediate is the index. */
    FP_BY_ELEMENT,
    /** Base and scaled offset; the flags hold the binary logarithm of the size. */
    LOAD_STORE_UNSIGNED,
    /** Base and signed offset, possibly with write-back. */
    LOAD_STORE_UNSCALED,
    /** Base and index register; the immediate is the option, shifted left by three, and the shift. */
    LOAD_STORE_REGISTER,
    /** Relative to the program counter. */
    LOAD_LITERAL,
    /** Two registers. */
    LOAD_STORE_PAIR,
    /** Multiple structures; the index register is {@code ZERO} for the immediate post-index. The flags are {@code size << 1 | Q}. */
    STRUCTURES,
    /** One structure to all elements. */
    STRUCTURE_REPLICATE,
    /** One structure to or from one element; the immediate is its index. */
    STRUCTURE_ELEMENT
}
