package io.tombolo.core.spi;

/**
 * Answers a page fault: makes the page present with the wanted access, or says why that cannot be. Installed by the
 * memory manager; called by an engine's accessors and by the task runner, on the thread of the access.
 */
@FunctionalInterface
public interface PageFaultHandler {
    /**
     * Resolves a fault.
     *
     * @param address the guest address of the first byte that could not be accessed
     * @param access one of {@link Access#READ}, {@link Access#WRITE}, {@link Access#EXECUTE}
     * @return what came of it; after {@link FaultResult#RESOLVED} the access is tried again
     */
    FaultResult handle(long address, int access);

    /**
     * The host reported that memory behind present pages is gone: somebody outside of the kernel has shortened a file. Makes
     * absent all pages that lie past the end of their file by now, so that the next access to one is a fault. The caller is
     * not running guest code and not accessing guest memory.
     *
     * @return the lowest address past the end of its file, whether or not a page was present there, or one that was; -1 if
     *     there never was any
     */
    default long dropVanished() {
        return -1;
    }
}
