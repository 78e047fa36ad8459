package io.tombolo.core.abi;

import java.util.Optional;

/** An instruction set architecture that a guest program may be made for. Both are 64-bit and little-endian. */
public enum Architecture {
    /** Armv8-A and later, in its 64-bit execution state. */
    AARCH64(183, "aarch64", "AArch64"),

    /** The 64-bit x86 architecture. */
    X86_64(62, "x86_64", "x86-64");

    private final int elfMachine;
    private final String machineName;
    private final String displayName;

    Architecture(int elfMachine, String machineName, String displayName) {
        this.elfMachine = elfMachine;
        this.machineName = machineName;
        this.displayName = displayName;
    }

    /** {@return the value of {@code e_machine} in an ELF header} */
    public int elfMachine() {
        return elfMachine;
    }

    /** {@return the machine name that {@code uname} reports and that {@code AT_PLATFORM} points at} */
    public String machineName() {
        return machineName;
    }

    /** {@return the name for people} */
    public String displayName() {
        return displayName;
    }

    /** {@return the architecture with that {@code e_machine}, or nothing when no guest can have it} */
    public static Optional<Architecture> ofElfMachine(int elfMachine) {
        for (Architecture architecture : values()) {
            if (architecture.elfMachine == elfMachine) {
                return Optional.of(architecture);
            }
        }
        return Optional.empty();
    }
}
