package io.tombolo.proc.internal.exec;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code argv} and {@code envp} from a guest, within the limits that {@code fs/exec.c} sets to them. */
final class ArgumentStrings {
    /** {@code MAX_ARG_STRLEN}, its NUL included. */
    private static final int LONGEST = 32 * 4096;
    /** Three quarters of the standard stack limit. */
    private static final long MOST = 6L << 20;

    private ArgumentStrings() {}

    /**
     * Reads an array of pointers to strings that ends with a null pointer.
     *
     * @param array its address; 0 for an empty one
     * @param room bytes that strings and pointers may take
     * @throws ErrnoException {@code EFAULT}; {@code E2BIG}
     */
    static List<String> read(GuestMemory memory, long array, long room) {
        if (array == 0) {
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        long left = room;
        long at = array;
        for (long pointer = memory.getLong(at); pointer != 0; pointer = memory.getLong(at)) {
            String string = readOne(memory, pointer);
            left -= string.length() + 1 + Long.BYTES;
            if (left < 0) {
                throw ErrnoException.of(Errno.E2BIG);
            }
            strings.add(string);
            at += Long.BYTES;
        }
        return strings;
    }

    private static String readOne(GuestMemory memory, long pointer) {
        try {
            return memory.readString(pointer, LONGEST - 1);
        } catch (ErrnoException error) {
            throw error.errno() == Errno.ENAMETOOLONG ? ErrnoException.of(Errno.E2BIG) : error;
        }
    }

    /** How many bytes all strings with their pointers may take: a quarter of the stack limit, within bounds. */
    static long room(ResourceLimits limits) {
        return Math.max(Math.min(limits.bound(ResourceLimits.STACK) / 4, MOST), Limits.ARG_MAX);
    }

    /**
     * Checks what a program would get.
     *
     * @throws ErrnoException {@code E2BIG}
     */
    static void check(Program program, ResourceLimits limits) {
        long size = size(program.arguments())
                + size(program.environment())
                + program.path().length()
                + 1;
        if (size > room(limits)) {
            throw ErrnoException.of(Errno.E2BIG);
        }
    }

    private static long size(List<String> strings) {
        long size = 0;
        for (String string : strings) {
            if (string.length() >= LONGEST) {
                throw ErrnoException.of(Errno.E2BIG);
            }
            size += string.length() + 1 + Long.BYTES;
        }
        return size;
    }
}
