package io.tombolo.core.spi;

/**
 * Stage 2 of a virtual machine: which host memory stands at an intermediate physical address (IPA). A hypervisor engine
 * implements it over its hypervisor's calls; {@link DaxMapper} is its caller. The rules are those of Apple's
 * Hypervisor.framework, the narrowest known; a caller that keeps to them is right on any hypervisor:
 *
 * <ul>
 *   <li>addresses and lengths are multiples of {@link Stage2Limits#granule};
 *   <li>what is mapped is unmapped and reprotected as it was mapped, never in part and never together with another;
 *   <li>nothing is mapped over what is mapped;
 *   <li>host memory stays mapped, at the same host address and as it is, for as long as stage 2 points at it;
 *   <li>rights are within those that the host mapping may ever have.
 * </ul>
 *
 * <p>Every method throws {@link ErrnoException} ({@code EIO} unless it knows better) if the hypervisor refuses; nothing has
 * changed then. Calls are made by one thread at a time.
 */
public interface Stage2 {
    /** What it can and cannot do. */
    Stage2Limits limits();

    /**
     * Shows host memory to the guest.
     *
     * @param ipa where, in the guest's physical address space
     * @param length in bytes
     * @param hostAddress the memory
     * @param access {@link Access} bits
     */
    void map(long ipa, long length, long hostAddress, int access);

    /** Takes a range away that was mapped as one. No vCPU sees it once this has returned. */
    void unmap(long ipa, long length);

    /** Changes the rights of a range that was mapped as one; it stays mapped throughout. */
    void protect(long ipa, long length, int access);
}
