package io.tombolo.fs.internal.proc;

import io.tombolo.core.KernelOptions;

/** Which kernel the guest is told that it runs on. */
final class KernelIdentity {
    /** The Linux whose system calls this kernel answers. */
    static final String RELEASE = "6.1.0-tombolo";

    static final String BUILD = "#1 SMP PREEMPT_DYNAMIC Tombolo";

    private KernelIdentity() {}

    static String version(KernelOptions options) {
        return "Linux version " + RELEASE + " (tombolo@"
                + (options.hostName().isEmpty() ? "localhost" : options.hostName()) + ") (Java "
                + Runtime.version().feature() + ") " + BUILD + "\n";
    }
}
