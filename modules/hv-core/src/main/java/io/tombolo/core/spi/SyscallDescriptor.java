package io.tombolo.core.spi;

import java.util.List;

/**
 * A system call as its {@link Syscall} annotation declares it.
 *
 * @param name the name in {@code asm/unistd.h} without the prefix
 * @param parameters the guest's arguments in order, zero to six
 * @param result how to print a result that is not an error
 * @param notes for the compatibility page; may be empty
 * @param limits known differences from Linux; may be empty
 */
public record SyscallDescriptor(
        String name, List<SyscallParameter> parameters, ArgumentKind result, String notes, String limits) {
    public SyscallDescriptor {
        parameters = List.copyOf(parameters);
    }
}
