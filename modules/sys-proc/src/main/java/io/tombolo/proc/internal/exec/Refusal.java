package io.tombolo.proc.internal.exec;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Elf;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Engine;
import io.tombolo.proc.internal.elf.ElfHeader;

/** Says in one sentence why a file cannot be run, and what would help. */
final class Refusal {
    private static final int MACH_O = 0xFEEDFACF;

    private Refusal() {}

    /** A file that cannot be opened as a program. */
    static String cannotOpen(String what, Errno errno) {
        return what
                + switch (errno) {
                    case ENOENT -> " is not there (no such file; look at --rootfs if it should be)";
                    case ENOTDIR -> " is not there (part of its path is not a directory)";
                    case EACCES -> " cannot be executed (no permission, or not a regular file)";
                    case ELOOP -> " cannot be reached (too many symbolic links)";
                    case ENAMETOOLONG -> " cannot be opened (its name is too long)";
                    default -> " cannot be opened (" + errno.name() + ")";
                };
    }

    /** A file that can be opened and is no program of the engine's. */
    static String of(String path, byte[] start, Engine engine) {
        if (!ElfHeader.isElf(start)) {
            return path + notElf(start);
        }
        int machine = ElfHeader.machineOf(start);
        Architecture own = engine.architecture();
        if (machine == own.elfMachine() && ElfHeader.isWideLittleEndian(start)) {
            return path + ": a damaged ELF file, or one that is not made to be run";
        }
        String program = Architecture.ofElfMachine(machine)
                .filter(known -> ElfHeader.isWideLittleEndian(start))
                .map(Architecture::displayName)
                .orElseGet(() -> machineName(start, machine));
        String machineWord = Architecture.ofElfMachine(machine)
                .map(Architecture::machineName)
                .orElse(program);
        return path + " is " + article(program) + " " + program + " program; the engine " + engine.name() + " runs "
                + own.displayName() + " programs: it needs " + article(machineWord) + " " + machineWord
                + " engine or translator";
    }

    private static String article(String word) {
        return "aeioxAEIM".indexOf(word.charAt(0)) >= 0 && !word.startsWith("MI") ? "an" : "a";
    }

    private static String notElf(byte[] start) {
        if (start[0] == 'M' && start[1] == 'Z') {
            return " is a Windows program; Tombolo runs Linux programs";
        }
        int word = (start[0] & 255) | (start[1] & 255) << 8 | (start[2] & 255) << 16 | start[3] << 24;
        if (word == MACH_O) {
            return " is a macOS program; Tombolo runs Linux programs";
        }
        return " is not a program: neither an ELF file nor a script that begins with #!";
    }

    private static String machineName(byte[] start, int machine) {
        String name = switch (machine) {
            case 2, 18, 43 -> "SPARC";
            case 3 -> "i386";
            case 8 -> "MIPS";
            case 20 -> "PowerPC";
            case 21 -> "POWER (ppc64)";
            case 22 -> "s390x";
            case 40 -> "Arm (32-bit)";
            case 62 -> "x32";
            case 183 -> "AArch64 (32-bit or big-endian)";
            case 243 -> "RISC-V";
            case 258 -> "LoongArch";
            default -> "foreign (ELF machine " + machine + ")";
        };
        return start[Elf.EI_CLASS] == Elf.ELFCLASS32 && machine == 243 ? name + " (32-bit)" : name;
    }
}
