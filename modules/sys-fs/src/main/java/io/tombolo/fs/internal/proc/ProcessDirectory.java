package io.tombolo.fs.internal.proc;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.FileSystemContext;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.GuestContext;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.synthetic.FixedDirectory;
import io.tombolo.host.posix.StatMode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /proc/PID}, or {@code /proc/PID/task/TID} of one of its tasks. */
final class ProcessDirectory extends FixedDirectory {
    private final ProcSupport support;
    private final Process process;
    private final @Nullable Task member;

    /**
     * The directory of a process.
     *
     * @param member the task that it is about; null for the process as a whole
     */
    ProcessDirectory(
            ProcSupport support, String path, Supplier<DirectoryNode> above, Process process, @Nullable Task member) {
        super(support.system(), path, above);
        this.support = support;
        this.process = process;
        this.member = member;
        addLinks();
        addTexts();
        addMemory();
        addConstants();
    }

    @Override
    protected @Nullable Process process() {
        return member == null ? process : null;
    }

    /** The task that stands for the process; a process without one is a zombie, of which most files are empty. */
    private @Nullable Task anyTask() {
        if (member != null) {
            return member;
        }
        List<Task> tasks = process.tasks();
        return tasks.isEmpty() ? null : tasks.getFirst();
    }

    private Task liveTask() {
        Task task = anyTask();
        if (task == null) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        return task;
    }

    private void addLinks() {
        add("fd", StatMode.S_IFDIR, path -> new DescriptorDirectory(support, path, this::again, this::anyTask, false));
        add(
                "fdinfo",
                StatMode.S_IFDIR,
                path -> new DescriptorDirectory(support, path, this::again, this::anyTask, true));
        magic("exe", task -> programPath(), task -> support.node(task, programPath()));
        magic("cwd", task -> named(working()), task -> working());
        magic("root", task -> named(top()), task -> top());
        link("net", task -> "/proc/net");
        if (member == null) {
            add("task", StatMode.S_IFDIR, path -> new TaskDirectory(support, path, this::again, process));
        }
    }

    private String named(DirectoryNode node) {
        try {
            return support.names().of(node);
        } finally {
            node.release();
        }
    }

    private String programPath() {
        FileIdentity program = process.program();
        if (program == null || anyTask() == null) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        return program.path();
    }

    private DirectoryNode working() {
        return context().acquireWorking();
    }

    private DirectoryNode top() {
        return context().acquireRoot();
    }

    private GuestContext context() {
        FileSystemContext context = liveTask().fileSystem();
        if (context instanceof GuestContext own) {
            return own;
        }
        throw ErrnoException.of(Errno.ENOENT);
    }

    private void addTexts() {
        text("stat", task -> ProcessText.stat(process, member));
        text("status", task -> StatusText.of(process, member));
        text("cmdline", task -> ProcessText.commandLine(process));
        writable("comm", task -> name() + "\n", (writer, text) -> rename(text));
        textAtOpen("environ", task -> ProcessText.environment(process));
        bytes("auxv", task -> ProcessText.auxiliaryVector(process));
        text("limits", task -> ProcessText.limits(process));
        text("mounts", task -> MountsText.mounts(support.mounts()));
        text("mountinfo", task -> MountsText.mountInfo(support.mounts()));
        text("io", task -> SystemText.transfers());
    }

    private String name() {
        Task task = anyTask();
        return task == null ? "" : task.name();
    }

    private void rename(String text) {
        liveTask().setName(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    private void addMemory() {
        text("maps", task -> ofMemory(MapsText::maps));
        text("smaps", task -> ofMemory(SmapsText::smaps));
        if (member == null) {
            text("smaps_rollup", task -> ofMemory(SmapsText::rollup));
        }
        text("statm", task -> HeldMemory.look(anyTask(), "0 0 0 0 0 0 0\n", MapsText::statm));
        add(
                "pagemap",
                StatMode.S_IFREG,
                path -> new PagemapNode(system(), path, task -> HeldMemory.acquire(anyTask())));
        writable("clear_refs", ProcessDirectory::refuseToRead, (writer, text) -> clearReferences(text));
    }

    private String ofMemory(Function<ProcessMemory, String> text) {
        return HeldMemory.look(anyTask(), "", text);
    }

    private static String refuseToRead(Task task) {
        throw ErrnoException.of(Errno.EINVAL);
    }

    /** Of the commands only 5 has an object here, the peak of resident memory: the host keeps the marks of pages to itself. */
    private void clearReferences(String command) {
        if (!command.strip().equals("5")) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        HeldMemory.look(anyTask(), false, memory -> {
            memory.resetPeakResident();
            return true;
        });
    }

    private void addConstants() {
        text("cgroup", task -> "0::/\n");
        text("wchan", task -> "0");
        text("oom_score", task -> "0\n");
        writable(
                "oom_score_adj",
                task -> support.oomAdjustment(process) + "\n",
                (writer, text) -> support.setOomAdjustment(process, text));
        text("loginuid", task -> "4294967295");
        text("sessionid", task -> "4294967295");
        text("personality", task -> "00000000\n");
        text("uid_map", task -> "         0          0 4294967295\n");
        text("gid_map", task -> "         0          0 4294967295\n");
        text("projid_map", task -> "         0          0 4294967295\n");
        text("setgroups", task -> "allow\n");
        text("cpuset", task -> "/\n");
        text("schedstat", task -> "0 0 0\n");
        text("timerslack_ns", task -> "50000\n");
        text("coredump_filter", task -> "00000033\n");
        text("oom_adj", task -> "0\n");
        if (member == null) {
            directory("attr", attributes -> attributes.text("current", task -> "unconfined\n"));
        }
        directory("ns", this::addNamespaces);
    }

    /** The namespaces, of which there is one of each kind (namespaces(7)); the numbers are those of the first of Linux. */
    private void addNamespaces(FixedDirectory directory) {
        String[] kinds = {
            "cgroup", "ipc", "mnt", "net", "pid", "pid_for_children", "time", "time_for_children", "user", "uts"
        };
        long[] numbers = {
            4026531835L,
            4026531839L,
            4026531841L,
            4026531840L,
            4026531836L,
            4026531836L,
            4026531834L,
            4026531834L,
            4026531837L,
            4026531838L
        };
        for (int index = 0; index < kinds.length; index++) {
            String kind = kinds[index].replace("_for_children", "");
            String text = kind + ":[" + numbers[index] + "]";
            directory.magic(kinds[index], task -> text, task -> {
                throw ErrnoException.of(Errno.EACCES);
            });
        }
    }

    @Override
    public void attributes(FileAttributes to) {
        super.attributes(to);
        Task task = anyTask();
        if (task != null) {
            to.user = task.credentials().effectiveUser();
            to.group = task.credentials().effectiveGroup();
        }
    }

    /** {@code /proc/PID/task}. */
    private static final class TaskDirectory extends FixedDirectory {
        private final ProcSupport support;
        private final Process process;

        TaskDirectory(ProcSupport support, String path, Supplier<DirectoryNode> above, Process process) {
            super(support.system(), path, above);
            this.support = support;
            this.process = process;
        }

        @Override
        protected @Nullable Node child(Task task, String name) {
            for (Task each : process.tasks()) {
                if (Integer.toString(each.tid()).equals(name)) {
                    return new ProcessDirectory(support, childPath(name), this::again, process, each);
                }
            }
            return null;
        }

        @Override
        protected List<Entry> entries(Task task) {
            return process.tasks().stream()
                    .map(each -> new Entry(Integer.toString(each.tid()), StatMode.S_IFDIR))
                    .toList();
        }
    }
}
