package io.tombolo.core;

import java.util.List;

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
        List<Integer> supplementaryGroups) {
    /** Takes over an immutable copy of the groups. */
    public Credentials {
        supplementaryGroups = List.copyOf(supplementaryGroups);
    }

    /** All identities alike. */
    public static Credentials of(int user, int group, List<Integer> supplementaryGroups) {
        return new Credentials(user, user, user, user, group, group, group, group, supplementaryGroups);
    }

    /** Whether the effective user is root. */
    public boolean privileged() {
        return effectiveUser == 0;
    }

    /** Whether a group is the effective one or a supplementary one. */
    public boolean inGroup(int group) {
        return group == effectiveGroup || supplementaryGroups.contains(group);
    }
}
