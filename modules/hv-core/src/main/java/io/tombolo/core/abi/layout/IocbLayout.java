package io.tombolo.core.abi.layout;

/** A request of {@code io_submit(2)}: {@code struct iocb} of {@code linux/aio_abi.h}. Offsets and size in bytes. */
public final class IocbLayout {
    public static final int SIZEOF = 64;
    public static final int AIO_DATA = 0;
    public static final int AIO_KEY = 8;
    public static final int AIO_RW_FLAGS = 12;
    public static final int AIO_LIO_OPCODE = 16;
    public static final int AIO_REQPRIO = 18;
    public static final int AIO_FILDES = 20;
    public static final int AIO_BUF = 24;
    public static final int AIO_NBYTES = 32;
    public static final int AIO_OFFSET = 40;
    public static final int AIO_RESERVED2 = 48;
    public static final int AIO_FLAGS = 56;
    public static final int AIO_RESFD = 60;

    private IocbLayout() {}
}
