package io.tombolo.core.abi;

/** The constants of asynchronous I/O: {@code linux/aio_abi.h}. */
public final class Aio {
    public static final int IOCB_CMD_PREAD = 0;
    public static final int IOCB_CMD_PWRITE = 1;
    public static final int IOCB_CMD_FSYNC = 2;
    public static final int IOCB_CMD_FDSYNC = 3;
    public static final int IOCB_CMD_NOOP = 6;
    public static final int IOCB_CMD_PREADV = 7;
    public static final int IOCB_CMD_PWRITEV = 8;
    public static final int IOCB_FLAG_RESFD = 1;
    public static final int IOCB_FLAG_IOPRIO = 2;

    private Aio() {}
}
