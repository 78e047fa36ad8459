package io.tombolo.core;

import java.util.Arrays;

/**
 * A task's user and group identities as the guest sees them: a view, since the host user is the Java process's own.
 * Immutable; see credentials(7).
 */
public record Credentials(
        int realUser,
        int effectiveUser,
        int savedUser,
        int fileSystemUser,
        int realGroup,
        int effectiveGroup,
        int savedGroup,
        int fileSystemGroup,
        int[] supplementaryGroups) {
    /** All identities alike. */
    public static Credentials of(int user, int group, int... supplementaryGroups) {
        return new Credentials(user, user, user, user, group, group, group, group, supplementaryGroups.clone());
    }

    /** Whether the effective user is root. */
    public boolean privileged() {
        return effectiveUser == 0;
    }

    /** Whether a group is the effective one or a supplementary one. */
    public boolean inGroup(int group) {
        return group == effectiveGroup || Arrays.stream(supplementaryGroups).anyMatch(each -> each == group);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credentials that
                && realUser == that.realUser
                && effectiveUser == that.effectiveUser
                && savedUser == that.savedUser
                && fileSystemUser == that.fileSystemUser
                && realGroup == that.realGroup
                && effectiveGroup == that.effectiveGroup
                && savedGroup == that.savedGroup
                && fileSystemGroup == that.fileSystemGroup
                && Arrays.equals(supplementaryGroups, that.supplementaryGroups);
    }

    @Override
    public int hashCode() {
        return 31 * effectiveUser + effectiveGroup;
    }
}
