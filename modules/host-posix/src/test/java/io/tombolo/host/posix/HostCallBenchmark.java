package io.tombolo.host.posix;

import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** Prints what a host call costs: the first in a JVM in milliseconds, later ones in nanoseconds. */
final class HostCallBenchmark {
    private static final int ROUNDS = 5;
    private static final int CALLS = 1_000_000;

    private HostCallBenchmark() {}

    public static void main(String[] args) {
        long start = System.nanoTime();
        Host host = Host.system();
        HostCalls calls = host.calls();
        calls.call(SyscallNumbers.GETPID);
        System.out.printf("first call     %8.2f ms%n", (System.nanoTime() - start) / 1e6);
        int zero = host.paths().open(Fcntl.AT_FDCWD, HostPaths.bytes("/dev/zero"), Fcntl.O_RDWR, 0);
        NativeBuffer buffer = NativeBuffer.allocate(64);
        byte[] path = HostPaths.bytes("/dev/zero");
        for (int round = 0; round < ROUNDS; round++) {
            measure("getpid", () -> calls.call(SyscallNumbers.GETPID));
            measure("read of 1 byte", () -> host.files().rawRead(zero, buffer.address(), 1));
            measure("stat by path", () -> host.paths().status(Fcntl.AT_FDCWD, path, 0));
            measure("poll of one", () -> host.polling().poll(zero, Poll.POLLIN));
            measure(
                    "long in memory",
                    () -> NativeMemory.putLong(buffer.address(), NativeMemory.getLong(buffer.address() + 8)));
        }
        host.files().close(zero);
    }

    private static void measure(String name, Runnable call) {
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        System.out.printf("%-14s %8.1f ns%n", name, (System.nanoTime() - start) / (double) CALLS);
    }
}
