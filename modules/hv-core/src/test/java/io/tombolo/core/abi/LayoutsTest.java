package io.tombolo.core.abi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.layout.Aarch64CtxLayout;
import io.tombolo.core.abi.layout.CapUserDataLayout;
import io.tombolo.core.abi.layout.CapUserHeaderLayout;
import io.tombolo.core.abi.layout.CloneArgsLayout;
import io.tombolo.core.abi.layout.CmsghdrLayout;
import io.tombolo.core.abi.layout.Dirent64Layout;
import io.tombolo.core.abi.layout.Elf64EhdrLayout;
import io.tombolo.core.abi.layout.Elf64PhdrLayout;
import io.tombolo.core.abi.layout.Elf64ShdrLayout;
import io.tombolo.core.abi.layout.Elf64SymLayout;
import io.tombolo.core.abi.layout.EpollEventLayout;
import io.tombolo.core.abi.layout.EsrContextLayout;
import io.tombolo.core.abi.layout.ExtraContextLayout;
import io.tombolo.core.abi.layout.FOwnerExLayout;
import io.tombolo.core.abi.layout.FileCloneRangeLayout;
import io.tombolo.core.abi.layout.FlockLayout;
import io.tombolo.core.abi.layout.FpsimdContextLayout;
import io.tombolo.core.abi.layout.FutexWaitvLayout;
import io.tombolo.core.abi.layout.InotifyEventLayout;
import io.tombolo.core.abi.layout.IoEventLayout;
import io.tombolo.core.abi.layout.IocbLayout;
import io.tombolo.core.abi.layout.IovecLayout;
import io.tombolo.core.abi.layout.IpcPermLayout;
import io.tombolo.core.abi.layout.ItimerspecLayout;
import io.tombolo.core.abi.layout.ItimervalLayout;
import io.tombolo.core.abi.layout.LingerLayout;
import io.tombolo.core.abi.layout.MmsghdrLayout;
import io.tombolo.core.abi.layout.MsghdrLayout;
import io.tombolo.core.abi.layout.NewUtsnameLayout;
import io.tombolo.core.abi.layout.OpenHowLayout;
import io.tombolo.core.abi.layout.PollfdLayout;
import io.tombolo.core.abi.layout.RlimitLayout;
import io.tombolo.core.abi.layout.RobustListHeadLayout;
import io.tombolo.core.abi.layout.RseqLayout;
import io.tombolo.core.abi.layout.RtSigframeAarch64Layout;
import io.tombolo.core.abi.layout.RusageLayout;
import io.tombolo.core.abi.layout.SchedAttrLayout;
import io.tombolo.core.abi.layout.SchedParamLayout;
import io.tombolo.core.abi.layout.ShmidDsLayout;
import io.tombolo.core.abi.layout.SigactionLayout;
import io.tombolo.core.abi.layout.SigcontextAarch64Layout;
import io.tombolo.core.abi.layout.SigeventLayout;
import io.tombolo.core.abi.layout.SiginfoLayout;
import io.tombolo.core.abi.layout.SignalfdSiginfoLayout;
import io.tombolo.core.abi.layout.SockaddrIn6Layout;
import io.tombolo.core.abi.layout.SockaddrInLayout;
import io.tombolo.core.abi.layout.SockaddrUnLayout;
import io.tombolo.core.abi.layout.StackTLayout;
import io.tombolo.core.abi.layout.StatLayout;
import io.tombolo.core.abi.layout.StatfsLayout;
import io.tombolo.core.abi.layout.StatxLayout;
import io.tombolo.core.abi.layout.StatxTimestampLayout;
import io.tombolo.core.abi.layout.SysinfoLayout;
import io.tombolo.core.abi.layout.Termios2Layout;
import io.tombolo.core.abi.layout.TermiosLayout;
import io.tombolo.core.abi.layout.TimespecLayout;
import io.tombolo.core.abi.layout.TimevalLayout;
import io.tombolo.core.abi.layout.TimexLayout;
import io.tombolo.core.abi.layout.TimezoneLayout;
import io.tombolo.core.abi.layout.TmsLayout;
import io.tombolo.core.abi.layout.UcontextAarch64Layout;
import io.tombolo.core.abi.layout.UcredLayout;
import io.tombolo.core.abi.layout.UserPtRegsAarch64Layout;
import io.tombolo.core.abi.layout.WinsizeLayout;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layout class has the size and the offsets of the C structure. */
class LayoutsTest {
    /** {@code include/linux/dirent.h} of the kernel, which is not exported. */
    private static final String DIRENT64 = """
            struct linux_dirent64 {
                unsigned long long d_ino; long long d_off; unsigned short d_reclen; unsigned char d_type; char d_name[];
            };
            """;

    /** {@code arch/arm64/kernel/signal.c}. */
    private static final String RT_SIGFRAME = "struct rt_sigframe { siginfo_t info; struct ucontext uc; };";

    record Layout(
            Class<?> offsets, String type, List<String> headers, String definitions, List<Architecture> architectures) {
        @Override
        public String toString() {
            return type;
        }
    }

    private static Layout layout(Class<?> offsets, String type, List<String> headers) {
        return layout(offsets, type, headers, "");
    }

    private static Layout layout(Class<?> offsets, String type, List<String> headers, String definitions) {
        return new Layout(offsets, type, headers, definitions, List.of(Architecture.values()));
    }

    private static Layout aarch64(Class<?> offsets, String type, List<String> headers) {
        return aarch64(offsets, type, headers, "");
    }

    private static Layout aarch64(Class<?> offsets, String type, List<String> headers, String definitions) {
        return new Layout(offsets, type, headers, definitions, List.of(Architecture.AARCH64));
    }

    static List<Layout> layouts() {
        return List.of(
                layout(TimespecLayout.class, "struct __kernel_timespec", List.of("linux/time_types.h")),
                layout(TimevalLayout.class, "struct timeval", List.of("linux/time.h")),
                layout(ItimerspecLayout.class, "struct itimerspec", List.of("linux/time.h")),
                layout(ItimervalLayout.class, "struct itimerval", List.of("linux/time.h")),
                layout(TimezoneLayout.class, "struct timezone", List.of("linux/time.h")),
                layout(TimexLayout.class, "struct __kernel_timex", List.of("linux/timex.h")),
                layout(TmsLayout.class, "struct tms", List.of("linux/times.h")),
                layout(StatLayout.class, "struct stat", List.of("asm/stat.h")),
                layout(StatxLayout.class, "struct statx", List.of("linux/stat.h")),
                layout(StatxTimestampLayout.class, "struct statx_timestamp", List.of("linux/stat.h")),
                layout(StatfsLayout.class, "struct statfs", List.of("asm/statfs.h")),
                layout(Dirent64Layout.class, "struct linux_dirent64", List.of("linux/types.h"), DIRENT64),
                layout(FlockLayout.class, "struct flock", List.of("linux/fcntl.h")),
                layout(FOwnerExLayout.class, "struct f_owner_ex", List.of("linux/fcntl.h")),
                layout(OpenHowLayout.class, "struct open_how", List.of("linux/openat2.h")),
                layout(FileCloneRangeLayout.class, "struct file_clone_range", List.of("linux/fs.h")),
                layout(IovecLayout.class, "struct iovec", List.of("linux/uio.h")),
                layout(PollfdLayout.class, "struct pollfd", List.of("asm/poll.h")),
                layout(EpollEventLayout.class, "struct epoll_event", List.of("linux/eventpoll.h")),
                layout(InotifyEventLayout.class, "struct inotify_event", List.of("linux/inotify.h")),
                layout(SignalfdSiginfoLayout.class, "struct signalfd_siginfo", List.of("linux/signalfd.h")),
                layout(SigactionLayout.class, "struct sigaction", List.of("asm/signal.h")),
                layout(StackTLayout.class, "stack_t", List.of("linux/signal.h")),
                layout(SiginfoLayout.class, "siginfo_t", List.of("linux/signal.h")),
                layout(SigeventLayout.class, "struct sigevent", List.of("linux/signal.h")),
                aarch64(
                        UcontextAarch64Layout.class,
                        "struct ucontext",
                        List.of("linux/signal.h", "asm/sigcontext.h", "asm/ucontext.h")),
                aarch64(SigcontextAarch64Layout.class, "struct sigcontext", List.of("asm/sigcontext.h")),
                aarch64(Aarch64CtxLayout.class, "struct _aarch64_ctx", List.of("asm/sigcontext.h")),
                aarch64(FpsimdContextLayout.class, "struct fpsimd_context", List.of("asm/sigcontext.h")),
                aarch64(EsrContextLayout.class, "struct esr_context", List.of("asm/sigcontext.h")),
                aarch64(ExtraContextLayout.class, "struct extra_context", List.of("asm/sigcontext.h")),
                aarch64(
                        RtSigframeAarch64Layout.class,
                        "struct rt_sigframe",
                        List.of("linux/signal.h", "asm/sigcontext.h", "asm/ucontext.h"),
                        RT_SIGFRAME),
                aarch64(UserPtRegsAarch64Layout.class, "struct user_pt_regs", List.of("asm/ptrace.h")),
                layout(RusageLayout.class, "struct rusage", List.of("linux/time.h", "linux/resource.h")),
                layout(RlimitLayout.class, "struct rlimit64", List.of("linux/time.h", "linux/resource.h")),
                layout(SysinfoLayout.class, "struct sysinfo", List.of("linux/sysinfo.h")),
                layout(NewUtsnameLayout.class, "struct new_utsname", List.of("linux/utsname.h")),
                layout(TermiosLayout.class, "struct termios", List.of("asm/termbits.h")),
                layout(Termios2Layout.class, "struct termios2", List.of("asm/termbits.h")),
                layout(WinsizeLayout.class, "struct winsize", List.of("asm/termios.h")),
                layout(RobustListHeadLayout.class, "struct robust_list_head", List.of("linux/futex.h")),
                layout(IocbLayout.class, "struct iocb", List.of("linux/aio_abi.h")),
                layout(IoEventLayout.class, "struct io_event", List.of("linux/aio_abi.h")),
                layout(FutexWaitvLayout.class, "struct futex_waitv", List.of("linux/futex.h")),
                layout(CloneArgsLayout.class, "struct clone_args", List.of("linux/types.h", "linux/sched.h")),
                layout(SchedParamLayout.class, "struct sched_param", List.of("linux/sched/types.h")),
                layout(SchedAttrLayout.class, "struct sched_attr", List.of("linux/sched/types.h")),
                layout(RseqLayout.class, "struct rseq", List.of("linux/rseq.h")),
                layout(CapUserHeaderLayout.class, "struct __user_cap_header_struct", List.of("linux/capability.h")),
                layout(CapUserDataLayout.class, "struct __user_cap_data_struct", List.of("linux/capability.h")),
                layout(MsghdrLayout.class, "struct msghdr", List.of("sys/socket.h")),
                layout(MmsghdrLayout.class, "struct mmsghdr", List.of("sys/socket.h")),
                layout(CmsghdrLayout.class, "struct cmsghdr", List.of("sys/socket.h")),
                layout(UcredLayout.class, "struct ucred", List.of("sys/socket.h")),
                layout(LingerLayout.class, "struct linger", List.of("sys/socket.h")),
                layout(SockaddrUnLayout.class, "struct sockaddr_un", List.of("linux/un.h")),
                layout(SockaddrInLayout.class, "struct sockaddr_in", List.of("linux/in.h")),
                layout(SockaddrIn6Layout.class, "struct sockaddr_in6", List.of("linux/in6.h")),
                layout(IpcPermLayout.class, "struct ipc64_perm", List.of("linux/ipc.h")),
                layout(
                        ShmidDsLayout.class,
                        "struct shmid64_ds",
                        List.of("linux/types.h", "asm/ipcbuf.h", "asm/shmbuf.h")),
                layout(Elf64EhdrLayout.class, "Elf64_Ehdr", List.of("linux/elf.h")),
                layout(Elf64PhdrLayout.class, "Elf64_Phdr", List.of("linux/elf.h")),
                layout(Elf64ShdrLayout.class, "Elf64_Shdr", List.of("linux/elf.h")),
                layout(Elf64SymLayout.class, "Elf64_Sym", List.of("linux/elf.h")));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void sizeAndOffsetsEqualThoseOfC(Layout layout) throws Exception {
        for (Architecture architecture : layout.architectures) {
            List<String> assertions = new ArrayList<>();
            for (Field field : Constants.of(layout.offsets, architecture)) {
                String member = field.getName().toLowerCase(Locale.ROOT);
                String expression = member.equals("sizeof")
                        ? "sizeof(" + layout.type + ")"
                        : "__builtin_offsetof(" + layout.type + ", " + member + ")";
                assertions.add(expression + " == " + field.getInt(null));
            }
            assertTrue(assertions.size() > 1, () -> layout + " has offsets for " + architecture);
            CrossCompiler.of(architecture).check(layout.headers, layout.definitions, assertions);
        }
    }
}
