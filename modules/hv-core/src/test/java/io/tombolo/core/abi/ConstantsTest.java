package io.tombolo.core.abi;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public constant of the flag classes has the value that the kernel's headers give the same name. */
class ConstantsTest {
    /** Constants that the headers have under another name, as something that is no integer constant, or only in newer versions. */
    private static final Set<String> NOT_IN_HEADERS = Set.of(
            "UTIME_NOW",
            "UTIME_OMIT",
            "SIG_DFL",
            "SIG_IGN",
            "SOCK_TYPE_MASK",
            "COUNT",
            "MADV_GUARD_INSTALL",
            "MADV_GUARD_REMOVE");

    record Header(Class<?> constants, List<String> names, List<Architecture> architectures) {
        @Override
        public String toString() {
            return constants.getSimpleName() + " as in " + String.join(", ", names);
        }
    }

    private static Header header(Class<?> constants, String... names) {
        return new Header(constants, List.of(names), List.of(Architecture.values()));
    }

    private static Header aarch64(Class<?> constants, String... names) {
        return new Header(constants, List.of(names), List.of(Architecture.AARCH64));
    }

    static List<Header> headers() {
        return List.of(
                header(
                        Fcntl.class,
                        "linux/fcntl.h",
                        "linux/openat2.h",
                        "linux/falloc.h",
                        "linux/fs.h",
                        "linux/fadvise.h"),
                header(Unistd.class, "unistd.h", "linux/close_range.h"),
                header(Limits.class, "linux/limits.h", "linux/uio.h"),
                header(Mman.class, "linux/mman.h", "linux/memfd.h", "linux/mempolicy.h"),
                header(Signal.class, "linux/signal.h", "linux/signalfd.h"),
                header(Stat.class, "linux/stat.h"),
                header(Dirent.class, "dirent.h"),
                header(Xattr.class, "linux/xattr.h"),
                header(Magic.class, "linux/magic.h"),
                header(Mount.class, "sys/mount.h", "sys/statvfs.h"),
                header(Wait.class, "linux/wait.h"),
                header(Clone.class, "linux/sched.h"),
                header(Sched.class, "linux/sched.h"),
                header(Futex.class, "linux/futex.h"),
                header(
                        Ioctls.class,
                        "stddef.h",
                        "linux/types.h",
                        "asm/ioctls.h",
                        "linux/fs.h",
                        "asm/termbits.h",
                        "linux/fiemap.h"),
                header(Termios.class, "asm/termbits.h"),
                header(Poll.class, "asm/poll.h"),
                header(Epoll.class, "linux/eventpoll.h"),
                header(Eventfd.class, "sys/eventfd.h"),
                header(Timerfd.class, "linux/timerfd.h"),
                header(Inotify.class, "linux/inotify.h"),
                header(Resource.class, "linux/resource.h"),
                header(Time.class, "linux/time.h", "linux/timex.h"),
                header(Auxv.class, "linux/auxvec.h", "asm/auxvec.h"),
                header(Prctl.class, "linux/prctl.h"),
                header(Random.class, "linux/random.h"),
                header(Membarrier.class, "linux/membarrier.h"),
                header(Ptrace.class, "linux/ptrace.h", "linux/elf.h"),
                header(Seccomp.class, "linux/seccomp.h", "linux/audit.h"),
                header(Personality.class, "linux/personality.h"),
                header(Capability.class, "linux/capability.h"),
                header(Ipc.class, "linux/ipc.h", "linux/shm.h", "linux/sem.h", "linux/msg.h"),
                header(Socket.class, "sys/socket.h", "netinet/in.h", "netinet/tcp.h", "netinet/udp.h"),
                header(Elf.class, "linux/elf.h"),
                aarch64(SigcontextAarch64.class, "asm/sigcontext.h"),
                aarch64(HwcapAarch64.class, "asm/hwcap.h"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void constantsEqualTheHeaders(Header header) throws Exception {
        for (Architecture architecture : header.architectures) {
            List<String> assertions = new ArrayList<>();
            for (Field field : Constants.of(header.constants, architecture)) {
                if (!NOT_IN_HEADERS.contains(field.getName())) {
                    String type = field.getType() == int.class ? "int" : "long";
                    assertions.add("(" + type + ")(" + field.getName() + ") == (" + type + ")" + field.get(null));
                }
            }
            assertFalse(assertions.isEmpty(), () -> header + " has constants");
            CrossCompiler.of(architecture).check(header.names, "", assertions);
        }
    }
}
