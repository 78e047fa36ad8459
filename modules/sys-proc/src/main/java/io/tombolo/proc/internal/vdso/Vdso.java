package io.tombolo.proc.internal.vdso;

import io.tombolo.core.abi.Auxv;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.spi.ProcessMemory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The image of the vDSO. Immutable. */
@Singleton
public final class Vdso {
    private static final int SYMBOL_SIZE = 24;

    private final byte[] image;
    private final long signalReturn;

    /** Reads the image from its resource. */
    @Inject
    public Vdso() {
        try (InputStream in = Vdso.class.getResourceAsStream("vdso-aarch64.so")) {
            if (in == null) {
                throw new IllegalStateException("the resource vdso-aarch64.so is missing");
            }
            image = in.readAllBytes();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        signalReturn = symbol("__kernel_rt_sigreturn");
    }

    /** Maps it into a new program's memory and answers its address, for {@code AT_SYSINFO_EHDR}. */
    public long mapInto(ProcessMemory memory) {
        return memory.mapKernelPages(image, Mman.PROT_READ | Mman.PROT_EXEC, "[vdso]");
    }

    /** Where a signal handler returns to, in a process whose auxiliary vector tells where the vDSO is. */
    public long signalReturn(ProcessMemory memory) {
        List<Long> vector = memory.programLayout().auxiliaryVector();
        for (int i = 0; i + 1 < vector.size(); i += 2) {
            if (vector.get(i) == Auxv.AT_SYSINFO_EHDR) {
                return vector.get(i + 1) + signalReturn;
            }
        }
        return 0;
    }

    /** The value of a dynamic symbol: sections 3 and 4 of the image are its symbols and their names. */
    private long symbol(String name) {
        ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int sections = (int) bytes.getLong(40);
        int symbols = (int) bytes.getLong(sections + 3 * 64 + 24);
        int size = (int) bytes.getLong(sections + 3 * 64 + 32);
        int names = (int) bytes.getLong(sections + 4 * 64 + 24);
        for (int at = symbols; at < symbols + size; at += SYMBOL_SIZE) {
            if (stringAt(names + bytes.getInt(at)).equals(name)) {
                return bytes.getLong(at + 8);
            }
        }
        throw new IllegalStateException("the vDSO has no " + name);
    }

    private String stringAt(int start) {
        int end = start;
        while (image[end] != 0) {
            end++;
        }
        return new String(image, start, end - start, StandardCharsets.US_ASCII);
    }
}
