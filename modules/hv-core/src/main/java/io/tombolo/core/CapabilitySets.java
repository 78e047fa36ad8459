package io.tombolo.core;

import io.tombolo.core.abi.Capability;

/**
 * The capabilities of a task as capabilities(7) describes them, one bit for each: what the guest sees and what this kernel's
 * own checks ask. Over the host they give no power that the Java process does not have. Immutable.
 *
 * @param permitted what it may make effective
 * @param effective what counts now
 * @param inheritable what a program with file capabilities would get
 * @param bounding what {@code execve} can give at most
 * @param ambient what a program without any gets
 * @param secureBits {@code SECBIT_*}
 */
public record CapabilitySets(
        long permitted, long effective, long inheritable, long bounding, long ambient, int secureBits) {
    /** Every capability that there is. */
    public static final long ALL = (2L << Capability.CAP_LAST_CAP) - 1;

    /** {@code SECBIT_NOROOT}: user 0 gets nothing by {@code execve}. */
    public static final int NO_ROOT = 1;
    /** {@code SECBIT_NO_SETUID_FIXUP}: changes of users leave the sets alone. */
    public static final int NO_SETUID_FIXUP = 1 << 2;
    /** {@code SECBIT_KEEP_CAPS}: what is permitted survives the change from user 0. */
    public static final int KEEP = 1 << 4;
    /** The lock of {@link #KEEP}. */
    public static final int KEEP_LOCKED = 1 << 5;

    /** What counts for files only ({@code CAP_FS_SET}). */
    public static final long FOR_FILES = bit(Capability.CAP_CHOWN)
            | bit(Capability.CAP_DAC_OVERRIDE)
            | bit(Capability.CAP_DAC_READ_SEARCH)
            | bit(Capability.CAP_FOWNER)
            | bit(Capability.CAP_FSETID)
            | bit(Capability.CAP_LINUX_IMMUTABLE)
            | bit(Capability.CAP_MKNOD)
            | bit(Capability.CAP_MAC_OVERRIDE);

    /** The bit of a capability. */
    public static long bit(int capability) {
        return 1L << capability;
    }

    /** Those of a task that a user starts. */
    public static CapabilitySets of(int user) {
        long all = user == 0 ? ALL : 0;
        return new CapabilitySets(all, all, 0, ALL, 0, 0);
    }

    /** Whether a capability is effective. */
    public boolean has(int capability) {
        return (effective & bit(capability)) != 0;
    }

    /** Whether a bit of {@link #secureBits} is set. */
    public boolean secures(int bit) {
        return (secureBits & bit) != 0;
    }

    /** Other permitted, effective and inheritable ones; ambient ones stay while they are permitted and inheritable. */
    public CapabilitySets with(long newPermitted, long newEffective, long newInheritable) {
        return new CapabilitySets(
                newPermitted,
                newEffective,
                newInheritable,
                bounding,
                ambient & newPermitted & newInheritable,
                secureBits);
    }

    /** Another bounding set. */
    public CapabilitySets withBounding(long to) {
        return new CapabilitySets(permitted, effective, inheritable, to, ambient, secureBits);
    }

    /** Another ambient set. */
    public CapabilitySets withAmbient(long to) {
        return new CapabilitySets(permitted, effective, inheritable, bounding, to, secureBits);
    }

    /** Other secure bits. */
    public CapabilitySets withSecureBits(int to) {
        return new CapabilitySets(permitted, effective, inheritable, bounding, ambient, to);
    }

    /** After a change of the user identities ({@code cap_emulate_setxuid}). */
    public CapabilitySets afterUserChange(Identities from, Identities to) {
        if (secures(NO_SETUID_FIXUP)) {
            return this;
        }
        boolean leavesRoot = hasRoot(from) && !hasRoot(to);
        boolean drops = leavesRoot && !secures(KEEP);
        long nowPermitted = drops ? 0 : permitted;
        long nowEffective = drops ? 0 : effective;
        if (from.effective() == 0 && to.effective() != 0) {
            nowEffective = 0;
        }
        if (from.effective() != 0 && to.effective() == 0) {
            nowEffective = nowPermitted;
        }
        return new CapabilitySets(
                nowPermitted, nowEffective, inheritable, bounding, leavesRoot ? 0 : ambient, secureBits);
    }

    /** After setfsuid(2): those that count for files follow user 0. */
    public CapabilitySets afterFileSystemUserChange(int from, int to) {
        if (secures(NO_SETUID_FIXUP) || (from == 0) == (to == 0)) {
            return this;
        }
        long now = to == 0 ? effective | (permitted & FOR_FILES) : effective & ~FOR_FILES;
        return new CapabilitySets(permitted, now, inheritable, bounding, ambient, secureBits);
    }

    /** After {@code execve} of a program that has no capabilities of its own ({@code cap_bprm_creds_from_file}). */
    public CapabilitySets forNewProgram(Identities users) {
        boolean root = !secures(NO_ROOT) && (users.effective() == 0 || users.real() == 0);
        long nowPermitted = root ? bounding | inheritable : ambient;
        long nowEffective = root && users.effective() == 0 ? nowPermitted : ambient;
        return new CapabilitySets(nowPermitted, nowEffective, inheritable, bounding, ambient, secureBits & ~KEEP);
    }

    private static boolean hasRoot(Identities users) {
        return users.real() == 0 || users.effective() == 0 || users.saved() == 0;
    }
}
