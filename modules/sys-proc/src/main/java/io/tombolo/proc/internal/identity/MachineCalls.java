package io.tombolo.proc.internal.identity;

import io.tombolo.core.MachineNames;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Personality;
import io.tombolo.core.abi.Random;
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

/** The machine as the guest sees it: uname(2), sysinfo(2), getrandom(2), personality(2), syslog(2). */
public final class MachineCalls {
    /** The Linux whose system calls this kernel answers; as {@code /proc/version} says it. */
    private static final String RELEASE = "6.1.0-tombolo";

    private static final String BUILD = "#1 SMP PREEMPT_DYNAMIC Tombolo";
    private static final int ASK = -1;

    private final Host host;

    @Inject
    MachineCalls(Host host) {
        this.host = host;
    }

    /** uname(2). */
    @Syscall("uname")
    public void uname(Task task, @Arg(ArgumentKind.POINTER) long buf) {
        MachineNames names = task.kernel().names();
        String machine = task.kernel().engine().architecture() == Architecture.AARCH64 ? "aarch64" : "x86_64";
        GuestMemory memory = task.guest();
        memory.fill(buf, NewUtsnameLayout.SIZEOF, (byte) 0);
        put(memory, buf + NewUtsnameLayout.SYSNAME, "Linux");
        put(
                memory,
                buf + NewUtsnameLayout.NODENAME,
                names.node(() -> host.machine().name().node()));
        put(memory, buf + NewUtsnameLayout.RELEASE, RELEASE);
        put(memory, buf + NewUtsnameLayout.VERSION, BUILD);
        put(memory, buf + NewUtsnameLayout.MACHINE, machine);
        put(memory, buf + NewUtsnameLayout.DOMAINNAME, names.domain());
    }

    private static void put(GuestMemory memory, long address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        memory.copyOut(address, bytes, 0, Math.min(bytes.length, MachineNames.LONGEST));
    }

    /** sethostname(2): the name that guests see. */
    @Syscall("sethostname")
    public void sethostname(Task task, @Arg(ArgumentKind.STRING) long name, int len) {
        task.kernel().names().setNode(readName(task, name, len));
    }

    /** setdomainname(2): the name that guests see. */
    @Syscall("setdomainname")
    public void setdomainname(Task task, @Arg(ArgumentKind.STRING) long name, int len) {
        task.kernel().names().setDomain(readName(task, name, len));
    }

    private static String readName(Task task, long name, int length) {
        if (!task.credentials().has(Capability.CAP_SYS_ADMIN)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        if (length < 0 || length > MachineNames.LONGEST) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        byte[] bytes = new byte[length];
        task.guest().copyIn(name, bytes, 0, length);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
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

    /** personality(2): kept and inherited; the execution domain of 32-bit programs does not exist. */
    @Syscall(value = "personality", limits = "the flags are kept and change nothing")
    public long personality(Task task, @Arg(ArgumentKind.UINT) int persona) {
        int former = task.process().personality();
        if (persona != ASK) {
            if ((persona & Personality.PER_MASK) == Personality.PER_LINUX32) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            task.process().setPersonality(persona);
        }
        return Integer.toUnsignedLong(former);
    }

    /** syslog(2): there is no kernel log to read. */
    @Syscall("syslog")
    public long syslog(Task task, int type, @Arg(ArgumentKind.BUFFER_OUT) long bufp, int len) {
        return -Errno.EPERM.number();
    }
}
