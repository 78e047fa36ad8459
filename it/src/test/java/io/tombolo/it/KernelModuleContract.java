package io.tombolo.it;

import io.tombolo.core.KernelOptions;
import io.tombolo.core.Task;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.testkit.BorrowedTask;
import io.tombolo.testkit.SyscallModuleContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Holds a module of the house, within a whole kernel, to the published contract. */
abstract class KernelModuleContract extends SyscallModuleContract {
    @TempDir
    private @Nullable Path rootfs;

    private @Nullable BorrowedTask borrowed;

    @BeforeEach
    void borrow() throws Exception {
        Path root = Objects.requireNonNull(rootfs);
        Files.copy(Project.directory().resolve("examples/hello"), root.resolve("hello"));
        KernelOptions options =
                new KernelOptions(root, List.of(), "/", -1, -1, "", "", Map.of(), List.of(), List.of(0, 1, 2));
        borrowed = BorrowedTask.of(options, "/hello");
    }

    @AfterEach
    void giveBack() {
        if (borrowed != null) {
            borrowed.close();
        }
    }

    @Override
    protected List<SyscallTable> tables() {
        return Objects.requireNonNull(borrowed).kernel().tables(provider().role());
    }

    @Override
    protected Task task() {
        return Objects.requireNonNull(borrowed).task();
    }
}
