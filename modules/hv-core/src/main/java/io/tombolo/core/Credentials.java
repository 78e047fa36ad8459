package io.tombolo.core;

import io.tombolo.core.abi.Capability;
import java.util.List;

/**
 * A task's user and group identities and capabilities as the guest sees them. The host user is the Java process's own; if that may be anybody, files
 * are reached as the guest's user. Immutable; see credentials(7).
 */
public record Credentials(
        Identities user, Identities group, List<Integer> supplementaryGroups, CapabilitySets capabilities) {
    /** Takes over an immutable copy of the groups. */
    public Credentials {
        supplementaryGroups = List.copyOf(supplementaryGroups);
    }

    /** All identities alike. */
    public static Credentials of(int user, int group, List<Integer> supplementaryGroups) {
        return new Credentials(Identities.of(user), Identities.of(group), supplementaryGroups, CapabilitySets.of(user));
    }

    /** The real user. */
    public int realUser() {
        return user.real();
    }

    /** The effective user. */
    public int effectiveUser() {
        return user.effective();
    }

    /** The saved user. */
    public int savedUser() {
        return user.saved();
    }

    /** The user that counts for files. */
    public int fileSystemUser() {
        return user.fileSystem();
    }

    /** The real group. */
    public int realGroup() {
        return group.real();
    }

    /** The effective group. */
    public int effectiveGroup() {
        return group.effective();
    }

    /** The saved group. */
    public int savedGroup() {
        return group.saved();
    }

    /** The group that counts for files. */
    public int fileSystemGroup() {
        return group.fileSystem();
    }

    /** Whether the effective user is root. */
    public boolean privileged() {
        return effectiveUser() == 0;
    }

    /** Whether a capability is effective, by its number in {@link Capability}. */
    public boolean has(int capability) {
        return capabilities.has(capability);
    }

    /** Whether a group is the effective one or a supplementary one. */
    public boolean inGroup(int id) {
        return id == effectiveGroup() || supplementaryGroups.contains(id);
    }

    /** Other users, with what follows for the capabilities. */
    public Credentials withUser(Identities to) {
        return new Credentials(to, group, supplementaryGroups, capabilities.afterUserChange(user, to));
    }

    /** Another user for files, with what follows for the capabilities. */
    public Credentials withFileSystemUser(Identities to) {
        CapabilitySets sets = capabilities.afterFileSystemUserChange(user.fileSystem(), to.fileSystem());
        return new Credentials(to, group, supplementaryGroups, sets);
    }

    /** Other groups. */
    public Credentials withGroup(Identities to) {
        return new Credentials(user, to, supplementaryGroups, capabilities);
    }

    /** Other supplementary groups. */
    public Credentials withSupplementaryGroups(List<Integer> to) {
        return new Credentials(user, group, to, capabilities);
    }

    /** Other capabilities. */
    public Credentials withCapabilities(CapabilitySets to) {
        return new Credentials(user, group, supplementaryGroups, to);
    }

    /** Those with which access(2) asks: the real identities, and what they would be able to do ({@code access_override_creds}). */
    public Credentials forAccess() {
        if (user.real() == user.fileSystem() && group.real() == group.fileSystem()) {
            return this;
        }
        long able = user.real() == 0 ? capabilities.permitted() : 0;
        boolean fixed = capabilities.secures(CapabilitySets.NO_SETUID_FIXUP);
        CapabilitySets sets =
                fixed ? capabilities : capabilities.with(capabilities.permitted(), able, capabilities.inheritable());
        return new Credentials(Identities.of(user.real()), Identities.of(group.real()), supplementaryGroups, sets);
    }

    /** What they are after {@code execve}. */
    public Credentials forNewProgram() {
        return new Credentials(
                user.forNewProgram(), group.forNewProgram(), supplementaryGroups, capabilities.forNewProgram(user));
    }
}
