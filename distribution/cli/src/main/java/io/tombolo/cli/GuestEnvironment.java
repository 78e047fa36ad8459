package io.tombolo.cli;

import java.util.ArrayList;
import java.util.List;

/** The environment of the first guest process: the host's, or an empty one, with the user's entries over it. */
final class GuestEnvironment {
    /** Where a guest without {@code PATH} finds its programs. */
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private GuestEnvironment() {}

    /** {@code NAME=value}, each name once. */
    static List<String> of(RunOptions options) {
        List<String> entries = new ArrayList<>();
        if (!options.clearEnvironment) {
            entries.addAll(ProcessWords.environment());
        }
        for (String entry : options.environment) {
            String name = entry.substring(0, entry.indexOf('=') + 1);
            remove(entries, name);
            entries.add(ProcessWords.bytes(entry));
        }
        return entries;
    }

    /** The directories that the guest's {@code PATH} names, in order. */
    static List<String> searchPath(List<String> environment) {
        String path = DEFAULT_PATH;
        for (String entry : environment) {
            if (entry.startsWith("PATH=")) {
                path = entry.substring("PATH=".length());
            }
        }
        List<String> directories = new ArrayList<>();
        int start = 0;
        while (start <= path.length()) {
            int colon = path.indexOf(':', start);
            int end = colon < 0 ? path.length() : colon;
            directories.add(end == start ? "." : path.substring(start, end));
            start = end + 1;
        }
        return directories;
    }

    private static void remove(List<String> entries, String nameAndEquals) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).startsWith(nameAndEquals)) {
                entries.remove(i);
            }
        }
    }
}
