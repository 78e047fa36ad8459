package io.tombolo.fs.internal.proc;

import io.tombolo.core.FileTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.synthetic.SyntheticDirectory;
import io.tombolo.fs.internal.synthetic.SyntheticLink;
import io.tombolo.fs.internal.synthetic.SyntheticText;
import io.tombolo.host.posix.StatMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /proc/PID/fd} and {@code fdinfo}: a link, or a text, for each open descriptor. */
final class DescriptorDirectory extends SyntheticDirectory {
    private static final int LONGEST_NUMBER = 9;
    private static final int PERMISSIONS = 0500;

    private final ProcSupport support;
    private final Supplier<@Nullable Task> owner;
    private final boolean information;

    DescriptorDirectory(
            ProcSupport support,
            String path,
            Supplier<DirectoryNode> above,
            Supplier<@Nullable Task> owner,
            boolean information) {
        super(support.system(), path, above);
        this.support = support;
        this.owner = owner;
        this.information = information;
    }

    @Override
    protected int permissions() {
        return PERMISSIONS;
    }

    @Override
    protected @Nullable Node child(Task task, String name) {
        Task holder = owner.get();
        if (holder == null || !isNumber(name)) {
            return null;
        }
        int descriptor = Integer.parseInt(name);
        FileTable files = holder.files();
        if (!files.isOpen(descriptor)) {
            return null;
        }
        String path = childPath(name);
        if (information) {
            return new SyntheticText(
                    system(), path, reader -> with(files, descriptor, file -> information(reader, file)));
        }
        return new SyntheticLink(
                system(),
                path,
                reader -> with(files, descriptor, OpenFile::description),
                reader -> with(files, descriptor, support.lookup()::node));
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NUMBER
                && name.chars().allMatch(character -> character >= '0' && character <= '9')
                && (name.length() == 1 || name.charAt(0) != '0');
    }

    private static <T> T with(FileTable files, int descriptor, Function<OpenFile, T> action) {
        OpenFile file = files.acquire(descriptor);
        try {
            return action.apply(file);
        } finally {
            file.release();
        }
    }

    private byte[] information(Task reader, OpenFile file) {
        long position;
        try {
            position = Math.max(0, file.seek(reader, 0, Fcntl.SEEK_CUR));
        } catch (ErrnoException noPosition) {
            position = 0;
        }
        int flags = Fcntl.openFlagsToGuest(support.architecture(), file.statusFlags());
        int mount = file instanceof KernelFile kernelFile ? support.mounts().id(kernelFile.mount()) : 0;
        String text = "pos:\t" + position + "\nflags:\t0" + Integer.toOctalString(flags) + "\nmnt_id:\t" + mount
                + "\nino:\t" + file.identity().inode() + "\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    protected List<Entry> entries(Task task) {
        Task holder = owner.get();
        List<Entry> entries = new ArrayList<>();
        if (holder != null) {
            int type = information ? StatMode.S_IFREG : StatMode.S_IFLNK;
            for (int descriptor : holder.files().descriptors()) {
                entries.add(new Entry(Integer.toString(descriptor), type));
            }
        }
        return entries;
    }
}
