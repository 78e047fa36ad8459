package io.tombolo.mm.internal.memory;

import io.tombolo.core.spi.Access;
import io.tombolo.mm.internal.vma.Vma;

/** The two-letter flags of {@code /proc/PID/smaps}, in the order of {@code show_smap_vma_flags} of Linux's {@code fs/proc/task_mmu.c}. */
final class VmFlags {
    private VmFlags() {}

    static String of(Vma vma) {
        StringBuilder flags = new StringBuilder(32);
        int protection = vma.protection();
        int maximum = vma.maximum();
        boolean shared = !vma.isPrivate();
        add(flags, "rd ", (protection & Access.READ) != 0);
        add(flags, "wr ", (protection & Access.WRITE) != 0);
        add(flags, "ex ", (protection & Access.EXECUTE) != 0);
        // What is mapped by a descriptor for reading only is not VM_SHARED, since nobody can write to it.
        add(flags, "sh ", shared && (maximum & Access.WRITE) != 0);
        add(flags, "mr ", (maximum & Access.READ) != 0);
        add(flags, "mw ", (maximum & Access.WRITE) != 0);
        add(flags, "me ", (maximum & Access.EXECUTE) != 0);
        add(flags, "ms ", shared);
        add(flags, "gd ", vma.is(Vma.GROWS_DOWN));
        add(flags, "lo ", vma.is(Vma.LOCKED));
        add(flags, "sr ", vma.is(Vma.SEQUENTIAL));
        add(flags, "rr ", vma.is(Vma.RANDOM));
        add(flags, "dc ", vma.is(Vma.DONT_FORK));
        add(flags, "de ", vma.is(Vma.SPECIAL));
        add(flags, "lf ", vma.is(Vma.LOCK_ON_FAULT));
        boolean writable = (protection & Access.WRITE) != 0;
        add(flags, "ac ", !shared && writable && !vma.is(Vma.NO_RESERVE) && !vma.is(Vma.SPECIAL));
        add(flags, "nr ", vma.is(Vma.NO_RESERVE));
        add(flags, "wf ", vma.is(Vma.WIPE_ON_FORK));
        add(flags, "dd ", vma.is(Vma.DONT_DUMP));
        return flags.toString();
    }

    private static void add(StringBuilder flags, String name, boolean set) {
        if (set) {
            flags.append(name);
        }
    }
}
