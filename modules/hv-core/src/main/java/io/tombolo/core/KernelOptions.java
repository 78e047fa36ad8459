package io.tombolo.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a kernel is configured. Immutable.
 *
 * @param rootfs the host directory that is the guest's root; null for the host's own files
 * @param binds further directories or files in the guest's tree
 * @param workingDirectory the first process's, as a guest path; null for the host's own where it exists, else the root
 * @param user the guest's user identifier; -1 for the host user's
 * @param group the guest's group identifier; -1 for the host user's
 * @param hostName the node name of uname(2); empty for the host's
 * @param engine the engine's name; empty for the heaviest
 * @param uses choices of modules by role, or by the name of one system call
 * @param moduleDirectories where further modules are
 * @param descriptors host descriptors that become the guest's 0, 1, 2...
 * @param network what the guest's sockets of the internet reach
 */
public record KernelOptions(
        @Nullable Path rootfs,
        List<Bind> binds,
        @Nullable String workingDirectory,
        int user,
        int group,
        String hostName,
        String engine,
        Map<String, String> uses,
        List<Path> moduleDirectories,
        List<Integer> descriptors,
        Network network) {
    /** What sockets of AF_INET and AF_INET6 reach. */
    public enum Network {
        /** The host's network. */
        HOST,
        /** The other guests of the kernel, by loopback addresses, and nobody else. */
        NONE
    }

    /** With the host's network. */
    public KernelOptions(
            @Nullable Path rootfs,
            List<Bind> binds,
            @Nullable String workingDirectory,
            int user,
            int group,
            String hostName,
            String engine,
            Map<String, String> uses,
            List<Path> moduleDirectories,
            List<Integer> descriptors) {
        this(
                rootfs,
                binds,
                workingDirectory,
                user,
                group,
                hostName,
                engine,
                uses,
                moduleDirectories,
                descriptors,
                Network.HOST);
    }

    /** The host's files, its user, the standard streams. */
    public static final KernelOptions DEFAULT =
            new KernelOptions(null, List.of(), null, -1, -1, "", "", Map.of(), List.of(), List.of(0, 1, 2));

    /**
     * A bind mount.
     *
     * @param host a host directory or file
     * @param guest an absolute guest path
     * @param readOnly whether writes answer {@code EROFS}
     */
    public record Bind(Path host, String guest, boolean readOnly) {}
}
