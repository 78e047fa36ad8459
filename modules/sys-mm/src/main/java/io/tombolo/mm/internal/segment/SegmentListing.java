package io.tombolo.mm.internal.segment;

import io.tombolo.core.spi.ProcFiles;
import jakarta.inject.Inject;
import java.util.List;

/** {@code /proc/sysvipc/shm}, in the columns of {@code sysvipc_shm_proc_show} of Linux's {@code ipc/shm.c}. */
public final class SegmentListing implements ProcFiles {
    private static final String HEADER =
            "       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid"
                    + "  cgid      atime      dtime      ctime                   rss                  swap\n";

    private final Segments segments;

    @Inject
    SegmentListing(Segments segments) {
        this.segments = segments;
    }

    @Override
    public List<File> files() {
        return List.of(new File("sysvipc", "shm", reader -> text()));
    }

    private String text() {
        StringBuilder text = new StringBuilder(HEADER);
        segments.tellAll((segment, status) -> line(text, segment, status));
        return text.toString();
    }

    private static void line(StringBuilder text, Segment segment, SegmentStatus status) {
        column(text, 10, Integer.toString(segment.key()));
        column(text, 11, Integer.toString(segment.id()));
        column(text, 6, Integer.toOctalString(segment.mode()));
        column(text, 22, Long.toUnsignedString(status.size()));
        column(text, 6, Integer.toString(status.creator()));
        column(text, 6, Integer.toString(status.lastProcess()));
        column(text, 7, Integer.toString(status.attachments()));
        column(text, 6, Integer.toUnsignedString(segment.user()));
        column(text, 6, Integer.toUnsignedString(segment.group()));
        column(text, 6, Integer.toUnsignedString(segment.creatorUser()));
        column(text, 6, Integer.toUnsignedString(segment.creatorGroup()));
        column(text, 11, Long.toString(status.attachSeconds()));
        column(text, 11, Long.toString(status.detachSeconds()));
        column(text, 11, Long.toString(status.changeSeconds()));
        column(text, 22, Long.toString(segment.residentBytes()));
        column(text, 22, "0");
        text.append('\n');
    }

    private static void column(StringBuilder text, int width, String value) {
        text.append(" ".repeat(Math.max(0, width - value.length()))).append(value);
    }
}
