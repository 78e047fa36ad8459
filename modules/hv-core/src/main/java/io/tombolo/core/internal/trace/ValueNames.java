package io.tombolo.core.internal.trace;

import java.util.ArrayList;
import java.util.List;

/** Names of the values of an argument: either flags that are combined, or one of several commands. Immutable once made. */
final class ValueNames {
    private record Name(String name, long value) {}

    private final boolean flags;
    private final String zero;
    private final List<Name> names = new ArrayList<>();

    private ValueNames(boolean flags, String zero) {
        this.flags = flags;
        this.zero = zero;
    }

    /** Flags that are combined with {@code |}. Those of several bits are added before their parts. */
    static ValueNames flags(String zero) {
        return new ValueNames(true, zero);
    }

    /** Values of which exactly one holds. */
    static ValueNames choice() {
        return new ValueNames(false, "");
    }

    ValueNames add(String name, long value) {
        names.add(new Name(name, value));
        return this;
    }

    /** Writes a value; what has no name is written as a number. */
    void append(StringBuilder out, long value) {
        if (flags) {
            appendFlags(out, value);
        } else {
            appendChoice(out, value);
        }
    }

    private void appendFlags(StringBuilder out, long value) {
        long left = value;
        int start = out.length();
        for (Name name : names) {
            if (name.value != 0 && (left & name.value) == name.value) {
                out.append(out.length() == start ? "" : "|").append(name.name);
                left &= ~name.value;
            }
        }
        if (left != 0) {
            out.append(out.length() == start ? "0x" : "|0x").append(Long.toHexString(left));
        } else if (out.length() == start) {
            out.append(zero);
        }
    }

    private void appendChoice(StringBuilder out, long value) {
        for (Name name : names) {
            if (name.value == value) {
                out.append(name.name);
                return;
            }
        }
        if (value >= -4096 && value < 4096) {
            out.append(value);
        } else {
            out.append("0x").append(Long.toHexString(value));
        }
    }
}
