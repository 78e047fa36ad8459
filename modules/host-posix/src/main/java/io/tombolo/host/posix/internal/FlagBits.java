package io.tombolo.host.posix.internal;

/**
 * Translates sets of flags between two numberings.
 */
public final class FlagBits {
    private final int[] generic;
    private final int[] host;

    /**
     * A translation by pairs.
     *
     * @param pairs a generic bit, then the host's bit for it; bits without a pair are dropped
     */
    public FlagBits(int... pairs) {
        generic = new int[pairs.length / 2];
        host = new int[pairs.length / 2];
        for (int i = 0; i < generic.length; i++) {
            generic[i] = pairs[2 * i];
            host[i] = pairs[2 * i + 1];
        }
    }

    /** {@return the host's flags} */
    public int toHost(int flags) {
        return translate(flags, generic, host);
    }

    /** {@return the generic flags} */
    public int fromHost(int flags) {
        return translate(flags, host, generic);
    }

    private static int translate(int flags, int[] from, int[] to) {
        int result = 0;
        for (int i = 0; i < from.length; i++) {
            if ((flags & from[i]) == from[i]) {
                result |= to[i];
            }
        }
        return result;
    }
}
