package io.tombolo.core.abi;

/**
 * Flags of {@code setxattr(2)}: {@code linux/xattr.h}.
 */
public final class Xattr {
    public static final int XATTR_CREATE = 1;
    public static final int XATTR_REPLACE = 2;

    private Xattr() {}
}
