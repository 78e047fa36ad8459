package io.tombolo.core.internal;

import io.tombolo.core.KernelException;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.SyscallNumbers;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.core.spi.SyscallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which module answers which system call. Two claims to one call need the user's choice. */
final class SyscallClaims {
    private static final int INITIAL = 512;

    private record Rival(int number, SyscallModuleProvider provider, SyscallTable table, int index) {}

    private final SyscallNumbers numbers;
    private final Map<String, String> uses;
    private final List<Rival> rivals = new ArrayList<>();
    private @Nullable SyscallTable[] tables = new @Nullable SyscallTable[INITIAL];
    private @Nullable SyscallModuleProvider[] owners = new @Nullable SyscallModuleProvider[INITIAL];
    private int[] indexes = new int[INITIAL];

    SyscallClaims(SyscallNumbers numbers, Map<String, String> uses) {
        this.numbers = numbers;
        this.uses = uses;
    }

    static boolean isSystemCall(String name) {
        return SyscallNumbers.of(Architecture.AARCH64).number(name) >= 0
                || SyscallNumbers.of(Architecture.X86_64).number(name) >= 0;
    }

    /** Adds the claims of a module; what the guest's architecture does not have is left out. */
    void add(SyscallModuleProvider provider, SyscallModule module) {
        for (SyscallTable table : module.tables()) {
            for (int index = 0; index < table.size(); index++) {
                int number = numbers.number(table.name(index));
                if (number >= 0) {
                    claim(number, provider, table, index);
                }
            }
        }
    }

    private void claim(int number, SyscallModuleProvider provider, SyscallTable table, int index) {
        if (number >= tables.length) {
            tables = Arrays.copyOf(tables, number + 64);
            owners = Arrays.copyOf(owners, number + 64);
            indexes = Arrays.copyOf(indexes, number + 64);
        }
        if (owners[number] == null) {
            own(new Rival(number, provider, table, index));
        } else {
            rivals.add(new Rival(number, provider, table, index));
        }
    }

    private void own(Rival winner) {
        tables[winner.number] = winner.table;
        indexes[winner.number] = winner.index;
        owners[winner.number] = winner.provider;
    }

    /** Settles rival claims by the user's choices, and refuses those that are left. */
    void resolve() {
        for (Rival rival : rivals) {
            SyscallModuleProvider owner = owners[rival.number];
            String name = rival.table.name(rival.index);
            String choice = uses.get(name);
            if (owner == null || choice == null) {
                throw conflict(name, owner == null ? "?" : owner.name(), rival.provider.name());
            }
            if (choice.equals(rival.provider.name())) {
                own(rival);
            }
        }
        uses.forEach(this::checkChoice);
    }

    private static KernelException conflict(String call, String first, String second) {
        return new KernelException("modules '" + first + "' and '" + second + "' both claim the system call '" + call
                + "': choose one with --use " + call + "=" + first + " or --use " + call + "=" + second);
    }

    private void checkChoice(String call, String module) {
        if (ModuleSelection.FIXED_ROLES.contains(call)) {
            // The role fork bears the name of a system call that other architectures have.
            return;
        }
        int number = numbers.number(call);
        SyscallModuleProvider owner = number >= 0 && number < owners.length ? owners[number] : null;
        if (isSystemCall(call) && (owner == null || !owner.name().equals(module))) {
            throw new KernelException("--use " + call + "=" + module + ": no module '" + module
                    + "' in force claims the system call '" + call + "'");
        }
    }

    @Nullable
    SyscallTable[] tables() {
        return tables;
    }

    int[] indexes() {
        return indexes;
    }

    /** The calls that a module answers. */
    List<String> namesOf(SyscallModuleProvider provider) {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < owners.length; number++) {
            SyscallTable table = tables[number];
            if (provider.equals(owners[number]) && table != null) {
                names.add(table.name(indexes[number]));
            }
        }
        return names;
    }
}
