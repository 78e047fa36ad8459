package io.tombolo.processor;

import java.util.List;

/** A valid {@code @Syscall} method: what the writers need of it. */
record SyscallMethod(
        String method,
        List<String> names,
        List<Parameter> parameters,
        boolean returnsNothing,
        String result,
        String notes,
        String limits) {

    /** A guest argument; {@code kind} is the name of a constant of {@code ArgumentKind}, {@code lengthIndex} is -1 for none. */
    record Parameter(String name, boolean narrow, String kind, int lengthIndex) {}
}
