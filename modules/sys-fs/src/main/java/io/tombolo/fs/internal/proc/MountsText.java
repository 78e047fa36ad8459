package io.tombolo.fs.internal.proc;

import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.MountTable;
import java.util.List;

/** {@code /proc/PID/mounts} and {@code mountinfo} (proc(5)). */
final class MountsText {
    private MountsText() {}

    static String mounts(MountTable table) {
        StringBuilder text = new StringBuilder();
        for (Mount mount : table.mounts()) {
            text.append(escaped(mount.source()))
                    .append(' ')
                    .append(escaped(mount.path()))
                    .append(' ')
                    .append(mount.type())
                    .append(' ')
                    .append(options(mount))
                    .append(" 0 0\n");
        }
        return text.toString();
    }

    static String mountInfo(MountTable table) {
        StringBuilder text = new StringBuilder();
        List<Mount> mounts = table.mounts();
        for (int index = 0; index < mounts.size(); index++) {
            Mount mount = mounts.get(index);
            text.append(table.id(mount))
                    .append(index == 0 ? " 1" : " " + table.id(mounts.getFirst()))
                    .append(" 0:")
                    .append(table.id(mount))
                    .append(" / ")
                    .append(escaped(mount.path()))
                    .append(' ')
                    .append(options(mount))
                    .append(" - ")
                    .append(mount.type())
                    .append(' ')
                    .append(escaped(mount.source()))
                    .append(mount.readOnly() ? " ro\n" : " rw\n");
        }
        return text.toString();
    }

    private static String options(Mount mount) {
        return mount.readOnly() ? "ro,relatime" : "rw,relatime";
    }

    /** {@code mangle} of the kernel's {@code fs/proc_namespace.c}. */
    private static String escaped(String text) {
        return text.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012")
                .replace("#", "\\043");
    }
}
