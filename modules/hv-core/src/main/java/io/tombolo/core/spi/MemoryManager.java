package io.tombolo.core.spi;

/** The service of role {@code mm}: makes the memory of processes. */
public interface MemoryManager {
    /** An empty memory, as a new program starts with. */
    ProcessMemory create();
}
