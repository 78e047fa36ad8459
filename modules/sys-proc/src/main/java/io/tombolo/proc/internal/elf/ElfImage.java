package io.tombolo.proc.internal.elf;

import io.tombolo.core.abi.Elf;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ELF program or interpreter whose headers were read and found fit to load. What can only be found out by loading, such as
 * segments that overlap or wrap around, is left to {@link ElfMapper}. The order of checks and their errors are those of
 * {@code fs/binfmt_elf.c}.
 */
public final class ElfImage {
    private static final int TABLE_LIMIT = 65536;
    private static final int PATH_MAX = 4096;

    private final OpenFile file;
    private final ElfHeader header;
    private final List<ProgramHeader> segments;

    private ElfImage(OpenFile file, ElfHeader header, List<ProgramHeader> segments) {
        this.file = file;
        this.header = header;
        this.segments = segments;
    }

    /**
     * Reads the headers of a file.
     *
     * @param start the file's first bytes, at least {@link ElfHeader#SIZE}
     * @param machine the only {@code e_machine} that is accepted
     * @param refused the error for a file that is not fit: {@code ENOEXEC} for a program, {@code ELIBBAD} for an interpreter
     */
    public static ElfImage read(OpenFile file, byte[] start, int machine, Errno refused) {
        if (!ElfHeader.isElf(start)) {
            throw ErrnoException.of(refused);
        }
        ElfHeader header = ElfHeader.of(start);
        if (header.machine() != machine || !ElfHeader.isWideLittleEndian(start)) {
            throw ErrnoException.of(refused);
        }
        if (refused == Errno.ENOEXEC && !header.executable()) {
            throw ErrnoException.of(refused);
        }
        return new ElfImage(file, header, readTable(file, header, refused));
    }

    private static List<ProgramHeader> readTable(OpenFile file, ElfHeader header, Errno refused) {
        int size = header.entries() * ProgramHeader.SIZE;
        if (header.entrySize() != ProgramHeader.SIZE || size == 0 || size > TABLE_LIMIT) {
            throw ErrnoException.of(refused);
        }
        byte[] table = new byte[size];
        if (header.tableOffset() < 0 || !readFully(file, header.tableOffset(), table)) {
            throw ErrnoException.of(refused);
        }
        ByteBuffer bytes = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        List<ProgramHeader> segments = new ArrayList<>(header.entries());
        while (bytes.hasRemaining()) {
            segments.add(ProgramHeader.read(bytes));
        }
        return segments;
    }

    private static boolean readFully(OpenFile file, long offset, byte[] target) {
        try {
            return file.readFully(offset, target, 0, target.length) == target.length;
        } catch (ErrnoException unreadable) {
            return false;
        }
    }

    /** The file, with the reference that the caller of {@link #read} holds. */
    public OpenFile file() {
        return file;
    }

    /** Its header. */
    public ElfHeader header() {
        return header;
    }

    /** Its program headers in order. */
    public List<ProgramHeader> segments() {
        return segments;
    }

    /**
     * The path of the interpreter that the program asks for.
     *
     * @return null if it asks for none
     * @throws ErrnoException {@code ENOEXEC}, {@code EIO}
     */
    public @Nullable String interpreter() {
        for (ProgramHeader segment : segments) {
            if (segment.type() == Elf.PT_INTERP) {
                return readInterpreter(segment);
            }
        }
        return null;
    }

    private String readInterpreter(ProgramHeader segment) {
        if (segment.fileSize() < 2 || segment.fileSize() > PATH_MAX) {
            throw ErrnoException.of(Errno.ENOEXEC);
        }
        byte[] path = new byte[(int) segment.fileSize()];
        if (segment.offset() < 0 || !readFully(file, segment.offset(), path)) {
            throw ErrnoException.of(Errno.EIO);
        }
        if (path[path.length - 1] != 0) {
            throw ErrnoException.of(Errno.ENOEXEC);
        }
        String text = new String(path, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf('\0'));
    }

    /** Whether the program asks for a stack that can be executed; without a word about it, it gets none on AArch64. */
    public boolean executableStack() {
        boolean executable = false;
        for (ProgramHeader segment : segments) {
            if (segment.type() == Elf.PT_GNU_STACK) {
                executable = (segment.flags() & Elf.PF_X) != 0;
            }
        }
        return executable;
    }
}
