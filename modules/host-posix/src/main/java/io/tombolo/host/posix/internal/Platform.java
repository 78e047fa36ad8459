package io.tombolo.host.posix.internal;

import io.tombolo.host.posix.internal.darwin.DarwinAbi;
import io.tombolo.host.posix.internal.darwin.DarwinCalls;
import io.tombolo.host.posix.internal.linux.Aarch64LinuxAbi;
import io.tombolo.host.posix.internal.linux.LinuxAbi;
import io.tombolo.host.posix.internal.linux.LinuxCalls;
import io.tombolo.host.posix.spi.HostCalls;

/**
 * The machine that this Java process runs on.
 *
 * @param calls its calls
 * @param abi its layouts and flags
 */
public record Platform(HostCalls calls, HostAbi abi) {
    /**
     * The platform of {@code os.name} and {@code os.arch}.
     *
     * @throws UnsupportedOperationException on a machine that Tombolo does not know
     */
    public static Platform current() {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (system.equals("Linux") && machine.equals("amd64")) {
            return new Platform(LinuxCalls.x8664(), new LinuxAbi());
        }
        if (system.equals("Linux") && machine.equals("aarch64")) {
            return new Platform(LinuxCalls.aarch64(), new Aarch64LinuxAbi());
        }
        if (system.equals("Mac OS X") && machine.equals("aarch64")) {
            return new Platform(new DarwinCalls(), new DarwinAbi());
        }
        throw new UnsupportedOperationException(
                "Tombolo runs on Linux (x86-64, AArch64) and on macOS (AArch64); this machine is " + system + " on "
                        + machine);
    }
}
