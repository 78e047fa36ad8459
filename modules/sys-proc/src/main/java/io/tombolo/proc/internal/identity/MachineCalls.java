package io.tombolo.proc.internal.identity;

import io.tombolo.core.KernelOptions;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Personality;
import io.tombolo.core.abi.Random;
import io.tombolo.core.abi.layout.CapUserDataLayout;
import io.tombolo.core.abi.layout.CapUserHeaderLayout;
import io.tombolo.core.abi.layout.NewUtsnameLayout;
import io.tombolo.core.abi.layout.SysinfoLayout;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostMachine;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;

/** The machine as the guest sees it: uname(2), sysinfo(2), getrandom(2), capget(2), personality(2), syslog(2). */
public final class MachineCalls {
    /** The Linux whose system calls this kernel answers; as {@code /proc/version} says it. */
    private static final String RELEASE = "6.1.0-tombolo";

    private static final String BUILD = "#1 SMP PREEMPT_DYNAMIC Tombolo";
    private static final int ALL_CAPABILITIES_LOW = -1;
    private static final int ALL_CAPABILITIES_HIGH = (1 << (Capability.CAP_LAST_CAP - 32 + 1)) - 1;
    private static final int ASK = -1;

    private final Host host;

    @Inject
    MachineCalls(Host host) {
        this.host = host;
    }

    /** uname(2). */
    @Syscall("uname")
    public void uname(Task task, @Arg(ArgumentKind.POINTER) long buf) {
        KernelOptions options = task.kernel().options();
        String node = options.hostName().isEmpty() ? host.machine().name().node() : options.hostName();
        String machine = task.kernel().engine().architecture() == Architecture.AARCH64 ? "aarch64" : "x86_64";
        GuestMemory memory = task.guest();
        memory.fill(buf, NewUtsnameLayout.SIZEOF, (byte) 0);
        put(memory, buf + NewUtsnameLayout.SYSNAME, "Linux");
        put(memory, buf + NewUtsnameLayout.NODENAME, node);
        put(memory, buf + NewUtsnameLayout.RELEASE, RELEASE);
        put(memory, buf + NewUtsnameLayout.VERSION, BUILD);
        put(memory, buf + NewUtsnameLayout.MACHINE, machine);
        put(memory, buf + NewUtsnameLayout.DOMAINNAME, "(none)");
    }

    private static void put(GuestMemory memory, long address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        memory.copyOut(address, bytes, 0, Math.min(bytes.length, NewUtsnameLayout.NODENAME - 1));
    }

    /** sethostname(2): the name is an option of the kernel's start. */
    @Syscall("sethostname")
    public long sethostname(Task task, @Arg(ArgumentKind.STRING) long name, @Arg(ArgumentKind.SIZE) long len) {
        return -Errno.EPERM.number();
    }

    /** sysinfo(2). */
    @Syscall("sysinfo")
    public void sysinfo(Task task, @Arg(ArgumentKind.POINTER) long info) {
        HostMachine.MachineLoad load = host.machine().load();
        GuestMemory memory = task.guest();
        memory.fill(info, SysinfoLayout.SIZEOF, (byte) 0);
        memory.putLong(info + SysinfoLayout.UPTIME, load.uptime());
        memory.putLong(info + SysinfoLayout.LOADS, load.load1());
        memory.putLong(info + SysinfoLayout.LOADS + 8, load.load5());
        memory.putLong(info + SysinfoLayout.LOADS + 16, load.load15());
        memory.putLong(info + SysinfoLayout.TOTALRAM, load.totalMemory());
        memory.putLong(info + SysinfoLayout.FREERAM, load.freeMemory());
        memory.putLong(info + SysinfoLayout.SHAREDRAM, load.sharedMemory());
        memory.putLong(info + SysinfoLayout.BUFFERRAM, load.bufferMemory());
        memory.putLong(info + SysinfoLayout.TOTALSWAP, load.totalSwap());
        memory.putLong(info + SysinfoLayout.FREESWAP, load.freeSwap());
        memory.putShort(info + SysinfoLayout.PROCS, (short)
                task.kernel().processes().tasks().size());
        memory.putInt(info + SysinfoLayout.MEM_UNIT, 1);
    }

    /** getrandom(2): the host's randomness, written to the guest by the host itself. */
    @Syscall("getrandom")
    public long getrandom(
            Task task,
            @Arg(ArgumentKind.BUFFER_OUT) long buf,
            @Arg(ArgumentKind.SIZE) long buflen,
            @Arg(ArgumentKind.GETRANDOM_FLAGS) int flags) {
        int known = Random.GRND_NONBLOCK | Random.GRND_RANDOM | Random.GRND_INSECURE;
        int either = Random.GRND_RANDOM | Random.GRND_INSECURE;
        if ((flags & ~known) != 0 || (flags & either) == either) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        long length = Long.compareUnsigned(buflen, Integer.MAX_VALUE) > 0 ? Integer.MAX_VALUE : buflen;
        if (length == 0) {
            return 0;
        }
        return task.guest()
                .forEachSpan(
                        buf,
                        length,
                        Access.WRITE,
                        (address, bytes) -> host.machine().rawRandom(address, bytes, 0));
    }

    /** capget(2): root among guests has every capability, others have none. */
    @Syscall("capget")
    public void capget(Task task, @Arg(ArgumentKind.POINTER) long hdrp, @Arg(ArgumentKind.POINTER) long datap) {
        GuestMemory memory = task.guest();
        int version = memory.getInt(hdrp + CapUserHeaderLayout.VERSION);
        boolean known = version == Capability._LINUX_CAPABILITY_VERSION_1
                || version == Capability._LINUX_CAPABILITY_VERSION_2
                || version == Capability._LINUX_CAPABILITY_VERSION_3;
        if (!known) {
            memory.putInt(hdrp + CapUserHeaderLayout.VERSION, Capability._LINUX_CAPABILITY_VERSION_3);
            if (datap == 0) {
                return;
            }
            throw ErrnoException.of(Errno.EINVAL);
        }
        Task target = target(task, memory.getInt(hdrp + CapUserHeaderLayout.PID));
        boolean all = target.credentials().privileged();
        int words = version == Capability._LINUX_CAPABILITY_VERSION_1 ? 1 : 2;
        for (int word = 0; datap != 0 && word < words; word++) {
            int set = !all ? 0 : word == 0 ? ALL_CAPABILITIES_LOW : ALL_CAPABILITIES_HIGH;
            long at = datap + (long) word * CapUserDataLayout.SIZEOF;
            memory.putInt(at + CapUserDataLayout.EFFECTIVE, set);
            memory.putInt(at + CapUserDataLayout.PERMITTED, set);
            memory.putInt(at + CapUserDataLayout.INHERITABLE, 0);
        }
    }

    private static Task target(Task task, int pid) {
        Task target = pid == 0 ? task : task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(pid < 0 ? Errno.EINVAL : Errno.ESRCH);
        }
        return target;
    }

    /** personality(2): there is one execution domain. */
    @Syscall("personality")
    public long personality(Task task, @Arg(ArgumentKind.UINT) int persona) {
        if (persona != ASK && persona != Personality.PER_LINUX) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return Personality.PER_LINUX;
    }

    /** syslog(2): there is no kernel log to read. */
    @Syscall("syslog")
    public long syslog(Task task, int type, @Arg(ArgumentKind.BUFFER_OUT) long bufp, int len) {
        return -Errno.EPERM.number();
    }
}
