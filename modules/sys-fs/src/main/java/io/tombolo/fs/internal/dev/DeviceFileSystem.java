package io.tombolo.fs.internal.dev;

import io.tombolo.core.Task;
import io.tombolo.fs.internal.file.FileOpener;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.synthetic.FixedDirectory;
import io.tombolo.fs.internal.synthetic.SyntheticFileSystem;
import io.tombolo.fs.internal.terminal.Terminals;
import io.tombolo.host.posix.StatMode;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes {@code /dev}, and {@code /dev/tty} alone for a guest that sees the host's. */
public final class DeviceFileSystem {
    private static final int DEVICE = 22;
    private static final int TERMINAL_DEVICE = 23;
    private static final List<String> PASSED_THROUGH = List.of("null", "zero", "full", "random", "urandom");

    private final HostSystem host;
    private final FileOpener opener;
    private final GuestNames names;
    private final Terminals terminals;

    @Inject
    DeviceFileSystem(HostSystem host, FileOpener opener, GuestNames names, Terminals terminals) {
        this.host = host;
        this.opener = opener;
        this.names = names;
        this.terminals = terminals;
    }

    /** The mount of {@code /dev}. */
    public Mount mount() {
        Mount mount = new Mount("/dev", "devtmpfs", "udev", false, false);
        return mount.attach(root(system(mount, DEVICE)));
    }

    /** The mount of {@code /dev/tty} alone. */
    public Mount terminalMount() {
        Mount mount = new Mount("/dev/tty", "devtmpfs", "udev", false, false);
        return mount.attach(new ControllingTerminalNode(system(mount, TERMINAL_DEVICE), "/dev/tty", terminals));
    }

    private SyntheticFileSystem system(Mount mount, int device) {
        return new SyntheticFileSystem(mount, device, System.currentTimeMillis() / 1000, names);
    }

    private FixedDirectory root(SyntheticFileSystem system) {
        FixedDirectory root = new FixedDirectory(system, "/dev", null);
        return root.fillWhenUsed(() -> fill(root, system));
    }

    private void fill(FixedDirectory root, SyntheticFileSystem system) {
        for (String name : PASSED_THROUGH) {
            root.add(name, StatMode.S_IFCHR, path -> device(system, path, "/dev/" + name));
        }
        root.add("tty", StatMode.S_IFCHR, path -> new ControllingTerminalNode(system, path, terminals));
        root.add("console", StatMode.S_IFCHR, path -> new ConsoleNode(system, path, terminals));
        root.add("ptmx", StatMode.S_IFCHR, path -> device(system, path, "/dev/ptmx"));
        root.add("pts", StatMode.S_IFDIR, path -> new PseudoterminalDirectory(system, path, root::again));
        root.directory("shm", shm -> {});
        root.link("fd", task -> "/proc/self/fd");
        root.link("stdin", task -> "/proc/self/fd/0");
        root.link("stdout", task -> "/proc/self/fd/1");
        root.link("stderr", task -> "/proc/self/fd/2");
    }

    private DeviceNode device(SyntheticFileSystem system, String path, String hostPath) {
        return new DeviceNode(system, path, opener, host.paths(), hostPath);
    }

    /** {@code /dev/pts}: the pseudoterminals that this kernel's guests have made, and no others. */
    private final class PseudoterminalDirectory extends FixedDirectory {
        PseudoterminalDirectory(SyntheticFileSystem system, String path, Supplier<DirectoryNode> above) {
            super(system, path, above);
            add("ptmx", StatMode.S_IFCHR, child -> device(system, child, "/dev/ptmx"));
        }

        @Override
        protected @Nullable Node child(Task task, String name) {
            for (int number : terminals.numbers()) {
                if (Integer.toString(number).equals(name)) {
                    return device(system(), childPath(name), "/dev/pts/" + number);
                }
            }
            return super.child(task, name);
        }

        @Override
        protected List<Entry> entries(Task task) {
            List<Entry> entries = new ArrayList<>(super.entries(task));
            terminals.numbers().forEach(number -> entries.add(new Entry(Integer.toString(number), StatMode.S_IFCHR)));
            return entries;
        }
    }
}
