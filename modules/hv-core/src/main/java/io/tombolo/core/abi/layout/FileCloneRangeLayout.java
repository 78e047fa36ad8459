package io.tombolo.core.abi.layout;

/**
 * The argument of {@code FICLONERANGE}: {@code struct file_clone_range} of {@code linux/fs.h}. Offsets and size in bytes.
 */
public final class FileCloneRangeLayout {
    public static final int SIZEOF = 32;
    public static final int SRC_FD = 0;
    public static final int SRC_OFFSET = 8;
    public static final int SRC_LENGTH = 16;
    public static final int DEST_OFFSET = 24;

    private FileCloneRangeLayout() {}
}
