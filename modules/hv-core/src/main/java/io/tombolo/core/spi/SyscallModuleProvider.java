package io.tombolo.core.spi;

/** Makes a {@link SyscallModule}. */
public interface SyscallModuleProvider extends ModuleProvider {
    /**
     * The role that the module fills: {@code mm}, {@code fs}, {@code proc}, or a word of its own. One module of each role is
     * in force.
     */
    String role();

    /** Makes the module of a kernel. Other modules' services may be asked for only after all were made. */
    SyscallModule create(KernelServices services);
}
