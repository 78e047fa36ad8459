package io.tombolo.core.abi.layout;

/**
 * The result of {@code uname(2)}: {@code struct new_utsname} of {@code linux/utsname.h}. Offsets and size in bytes.
 */
public final class NewUtsnameLayout {
    public static final int SIZEOF = 390;
    public static final int SYSNAME = 0;
    public static final int NODENAME = 65;
    public static final int RELEASE = 130;
    public static final int VERSION = 195;
    public static final int MACHINE = 260;
    public static final int DOMAINNAME = 325;

    private NewUtsnameLayout() {}
}
