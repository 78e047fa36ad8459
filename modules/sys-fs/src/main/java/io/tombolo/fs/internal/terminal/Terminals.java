package io.tombolo.fs.internal.terminal;

import io.tombolo.core.Kernel;
import io.tombolo.core.Task;
import io.tombolo.core.Terminal;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The terminals that a kernel's guests have opened, by device, and the state in which the embedding process's own is given
 * back. Thread-safe.
 */
@Singleton
public final class Terminals implements AutoCloseable {
    private static final int TCGETS = 0x5401;
    private static final int TCSETSW = 0x5403;
    private static final int TIOCGPTN = 0x80045430;
    private static final int TERMIOS_SIZE = 36;
    private static final int PTMX_MAJOR = 5;
    private static final int PTMX_MINOR = 2;
    private static final int PTS_MAJOR = 136;

    private final Kernel kernel;
    private final HostFiles files;
    private final Map<Long, TerminalDevice> devices = new ConcurrentHashMap<>();
    /** What the guest calls the embedding process's terminal; empty where it knows the host's names. */
    private final String standardName;

    private volatile @Nullable Saved saved;

    /** The modes of the embedding process's terminal as they were found. */
    private record Saved(int descriptor, NativeBuffer modes) {}

    @Inject
    Terminals(KernelServices services, HostFiles files) {
        this.kernel = services.kernel();
        this.files = files;
        this.standardName = services.options().rootfs() == null ? "" : "/dev/console";
    }

    /** Wraps a descriptor of a terminal that a guest opened, and takes it over. */
    public OpenFile opened(
            @Nullable Task task, Mount mount, int descriptor, int flags, FileAttributes attributes, String path) {
        if (attributes.rawMajor == PTMX_MAJOR && attributes.rawMinor == PTMX_MINOR) {
            return new PtyMaster(files, mount, descriptor, flags, this, slaveDevice(descriptor));
        }
        TerminalDevice device = device(attributes.rawDevice(), descriptor, false);
        if (task != null && (flags & Fcntl.O_NOCTTY) == 0) {
            device.jobs().attachOnOpen(task.process());
        }
        return new TerminalFile(files, mount, descriptor, flags, device, path);
    }

    /** Wraps a descriptor of the embedding process's terminal, and takes it over. */
    public OpenFile standard(Mount mount, int descriptor, int flags, FileAttributes attributes) {
        TerminalDevice device = device(attributes.rawDevice(), descriptor, true);
        save(descriptor);
        return new TerminalFile(files, mount, descriptor, flags, device, standardName);
    }

    private TerminalDevice device(long rawDevice, int descriptor, boolean standard) {
        TerminalDevice known = devices.get(rawDevice);
        if (known != null) {
            return known;
        }
        Terminal jobs = standard ? kernel.console() : new Terminal(kernel.processes());
        TerminalDevice made = new TerminalDevice(jobs, rawDevice, host().pathOf(descriptor), standard);
        TerminalDevice raced = devices.putIfAbsent(rawDevice, made);
        return raced == null ? made : raced;
    }

    private HostSystem host() {
        return files.host();
    }

    private TerminalDevice slaveDevice(int master) {
        int number = slaveNumber(master);
        long rawDevice = ((long) (PTS_MAJOR + (number >> 8)) << 8) | (number & 0xff);
        return devices.computeIfAbsent(
                rawDevice,
                device -> new TerminalDevice(new Terminal(kernel.processes()), device, "/dev/pts/" + number, false));
    }

    /** The number of the pseudoterminal behind a master. */
    int slaveNumber(int master) {
        long address = host().scratch().address();
        ErrnoException.check(
                host().calls().call(SyscallNumbers.IOCTL, master, Integer.toUnsignedLong(TIOCGPTN), address));
        return host().scratch().structures().getInt(0);
    }

    /** The numbers of the pseudoterminals of this kernel's guests. */
    public List<Integer> numbers() {
        return devices.values().stream()
                .filter(device -> !device.standard() && device.hostPath().startsWith("/dev/pts/"))
                .map(device -> Integer.parseInt(device.hostPath().substring("/dev/pts/".length())))
                .sorted()
                .toList();
    }

    /** A master was closed: its slave's session is hung up. */
    void closed(TerminalDevice device) {
        devices.remove(device.rawDevice(), device);
        device.jobs().sessionEnds();
    }

    /** Fills in what the embedding process's terminal is on the host; false if it has none. */
    public boolean standardAttributes(FileAttributes to) {
        Saved standard = saved;
        if (standard == null) {
            return false;
        }
        host().status(standard.descriptor, to);
        return true;
    }

    /**
     * Opens the embedding process's terminal.
     *
     * @throws ErrnoException {@code ENXIO} if it has none
     */
    public OpenFile openStandard(Mount mount, int flags) {
        for (TerminalDevice device : devices.values()) {
            if (device.standard()) {
                return new TerminalFile(files, mount, reopen(device, flags), flags, device, standardName);
            }
        }
        throw ErrnoException.of(Errno.ENXIO);
    }

    /**
     * Opens the controlling terminal of a task: {@code /dev/tty}.
     *
     * @throws ErrnoException {@code ENXIO} if it has none
     */
    public OpenFile openControlling(Task task, Mount mount, int flags) {
        for (TerminalDevice device : devices.values()) {
            if (device.jobs().controls(task.process())) {
                int descriptor = reopen(device, flags);
                return new TerminalFile(files, mount, descriptor, flags, device, "/dev/tty");
            }
        }
        throw ErrnoException.of(Errno.ENXIO);
    }

    private int reopen(TerminalDevice device, int flags) {
        int wanted = (flags & Fcntl.O_ACCMODE) | Fcntl.O_NONBLOCK | Fcntl.O_NOCTTY;
        Saved standard = saved;
        return device.standard() && standard != null
                ? host().reopen(standard.descriptor, wanted)
                : host().open(Fcntl.AT_FDCWD, device.hostPath(), wanted, 0);
    }

    private synchronized void save(int descriptor) {
        if (saved != null) {
            return;
        }
        NativeBuffer modes = NativeBuffer.allocate(TERMIOS_SIZE + 8);
        if (host().calls().call(SyscallNumbers.IOCTL, descriptor, TCGETS, modes.address()) == 0) {
            saved = new Saved(host().duplicate(descriptor), modes);
        }
    }

    /** Gives the embedding process's terminal back in the modes in which it was found, if a guest has changed them. */
    @Override
    public synchronized void close() {
        Saved former = saved;
        if (former == null) {
            return;
        }
        NativeBuffer now = NativeBuffer.allocate(TERMIOS_SIZE + 8);
        long known = host().calls().call(SyscallNumbers.IOCTL, former.descriptor, TCGETS, now.address());
        if (known == 0 && !now.bytes().equals(former.modes.bytes())) {
            host().calls().call(SyscallNumbers.IOCTL, former.descriptor, TCSETSW, former.modes.address());
        }
        host().close(former.descriptor);
        saved = null;
    }
}
