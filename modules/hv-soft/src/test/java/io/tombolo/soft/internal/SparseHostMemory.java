package io.tombolo.soft.internal;

import io.tombolo.core.spi.HostMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Host memory for tests without native calls: mappings of sparse files, which cost nothing until they are touched. */
public final class SparseHostMemory implements HostMemory {
    private final Map<Long, Arena> reservations = new ConcurrentHashMap<>();

    @Override
    public long reserve(long length) {
        Arena arena = Arena.ofShared();
        try {
            Path file = Files.createTempFile("tombolo", ".reservation");
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                MemorySegment segment = channel.map(FileChannel.MapMode.READ_WRITE, 0, length, arena);
                reservations.put(segment.address(), arena);
                return segment.address();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void discard(long address, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release(long address, long length) {
        Arena arena = reservations.remove(address);
        if (arena == null) {
            throw new IllegalStateException("nothing is reserved at 0x" + Long.toHexString(address));
        }
        arena.close();
    }
}
