package io.tombolo.mm.internal.memory;

import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.SnapshotStrategy;
import io.tombolo.host.posix.Host;
import io.tombolo.mm.internal.backing.FileRegistry;
import io.tombolo.mm.internal.frame.FramePool;
import java.util.function.Supplier;

/**
 * What the memories of one kernel share.
 *
 * @param engine makes address spaces
 * @param host the machine
 * @param pool anonymous memory
 * @param files mapped files
 * @param commitLimit bytes that one mapping may promise at most, as Linux's heuristic overcommit has it: the machine's memory
 * @param snapshots how {@code fork} freezes private pages; asked for at the first fork
 */
public record KernelMemory(
        Engine engine,
        Host host,
        FramePool pool,
        FileRegistry files,
        long commitLimit,
        Supplier<SnapshotStrategy> snapshots) {}
