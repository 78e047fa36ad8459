package io.tombolo.core.abi.layout;

/**
 * An event of inotify, followed by the name: {@code struct inotify_event} of {@code linux/inotify.h}. Offsets and size in bytes.
 */
public final class InotifyEventLayout {
    public static final int SIZEOF = 16;
    public static final int WD = 0;
    public static final int MASK = 4;
    public static final int COOKIE = 8;
    public static final int LEN = 12;
    public static final int NAME = 16;

    private InotifyEventLayout() {}
}
