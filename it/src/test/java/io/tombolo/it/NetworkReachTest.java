package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sockets of a guest reach, and what they must not. */
@Timeout(180)
class NetworkReachTest {
    private static final Path GUEST = Project.directory().resolve("it/src/guest");

    @TempDir
    Path directory;

    private Path root;
    private Path outside;

    @BeforeEach
    void compile() throws IOException, InterruptedException {
        root = Files.createDirectory(directory.resolve("root"));
        outside = Files.createDirectory(directory.resolve("outside"));
        assumeTrue(compile("aarch64-linux-gnu-gcc", root.resolve("reach")), "no cross compiler");
    }

    private static boolean compile(String compiler, Path target) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            compiler,
                            "-w",
                            "-static",
                            "-I",
                            GUEST.resolve("include").toString(),
                            "-o",
                            target.toString(),
                            GUEST.resolve("reach.c").toString())
                    .inheritIO()
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private String confined(String... words) throws IOException, InterruptedException {
        Tombolo.Result result = Tombolo.with("run", "--rootfs", root.toString(), "/reach")
                .and(words)
                .run();
        assertFalse(result.timedOut(), result.describe());
        return result.text();
    }

    /** Starts a guest that serves; its first line says that it is ready. */
    private static Process serving(List<String> options, Path program, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Project.launcher().toString(), "run"));
        command.addAll(options);
        command.add(program.toString());
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void end(Process process) throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aHostClientTalksToAServerOfTheGuest() throws Exception {
        Process server = serving(List.of(), root.resolve("reach"), "serve", "tcp");
        try (BufferedReader said = lines(server)) {
            String port = said.readLine();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.substring(5)))) {
                client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                assertEquals("HELLO", new String(client.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
            }
            assertEquals("heard: hello", said.readLine());
        } finally {
            end(server);
        }
    }

    @Test
    void aGuestClientTalksToAServerOfTheHost() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket connection = server.accept()) {
                    connection.getInputStream().readNBytes(5);
                    connection.getOutputStream().write("from the host".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // Then the guest has said why.
                }
            });
            assertEquals("yes: from the host\n", confined("tcp", "127.0.0.1", Integer.toString(server.getLocalPort())));
        }
    }

    @Test
    void withoutANetworkTheHostCannotBeReached() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(server.getLocalPort());
            assertEquals("no: -1 ECONNREFUSED\n", withoutNetwork("tcp", "127.0.0.1", port));
            assertEquals("no: -1 ENETUNREACH\n", withoutNetwork("tcp", "192.0.2.1", port));
        }
    }

    private String withoutNetwork(String... words) throws IOException, InterruptedException {
        return Tombolo.with("run", "--net", "none", "--rootfs", root.toString(), "/reach")
                .and(words)
                .run()
                .text();
    }

    @Test
    void aSocketInTheRootIsReachedAlsoByTheHost() throws Exception {
        Process server = serving(List.of("--rootfs", root.toString()), Path.of("/reach"), "serve-path", "/socket");
        try (BufferedReader said = lines(server)) {
            assertEquals("ready", said.readLine());
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(root.resolve("socket")))) {
                client.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
                assertEquals("heard: hello", said.readLine());
            }
        } finally {
            end(server);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/link",
                "/directory/socket",
                "/../outside/socket",
                "../outside/socket",
                "/proc/self/root/../outside/socket",
                "/proc/self/cwd/../outside/socket",
                "/directory/../outside/socket",
                "/relative/socket"
            })
    void noPathLeadsToASocketOutsideTheRoot(String path) throws Exception {
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("socket"));
        Files.createSymbolicLink(root.resolve("directory"), outside);
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../outside"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(outside.resolve("socket")));
            assertEquals("no: -1 ENOENT\n", confined("unix", path));
            confined("bind", path + "-of-the-guest");
            try (var names = Files.list(outside)) {
                assertEquals(List.of(outside.resolve("socket")), names.toList(), "the guest has made a name outside");
            }
        }
    }

    @Test
    void abstractNamesAreOfOneKernelOnly() throws Exception {
        String name = "tombolo-test-" + ProcessHandle.current().pid();
        Process server = serving(List.of(), root.resolve("reach"), "serve-abstract", name);
        try (BufferedReader said = lines(server)) {
            assertEquals("ready", said.readLine());
            assertEquals("no: -1 ECONNREFUSED\n", confined("abstract", name), "another kernel has reached it");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void abstractNamesOfTheHostAreOutOfReach() throws Exception {
        Path program = directory.resolve("host-reach");
        assumeTrue(compile("gcc", program), "no compiler");
        String name = "tombolo-host-test-" + ProcessHandle.current().pid();
        Process server = new ProcessBuilder(program.toString(), "serve-abstract", name).start();
        try (BufferedReader said = lines(server)) {
            assertEquals("ready", said.readLine());
            assertEquals("no: -1 ECONNREFUSED\n", confined("abstract", name));
            assertTrue(server.isAlive());
        } finally {
            server.destroyForcibly().waitFor();
        }
    }
}
