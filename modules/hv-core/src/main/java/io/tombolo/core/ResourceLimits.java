package io.tombolo.core;

/** Resource limits of a process by the numbers of getrlimit(2). Thread-safe; pairs are read and written as a whole. */
public final class ResourceLimits {
    /** No limit. */
    public static final long INFINITY = -1;
    /** {@code RLIMIT_FSIZE}. */
    public static final int FILE_SIZE = 1;
    /** {@code RLIMIT_DATA}. */
    public static final int DATA = 2;
    /** {@code RLIMIT_STACK}. */
    public static final int STACK = 3;
    /** {@code RLIMIT_CORE}. */
    public static final int CORE = 4;
    /** {@code RLIMIT_NPROC}. */
    public static final int PROCESSES = 6;
    /** {@code RLIMIT_NOFILE}. */
    public static final int OPEN_FILES = 7;
    /** {@code RLIMIT_MEMLOCK}. */
    public static final int LOCKED_MEMORY = 8;
    /** {@code RLIMIT_AS}. */
    public static final int ADDRESS_SPACE = 9;
    /** How many there are ({@code RLIM_NLIMITS}). */
    public static final int COUNT = 16;

    private final long[] soft = new long[COUNT];
    private final long[] hard = new long[COUNT];
    /** The soft limit of {@link #FILE_SIZE}, which every write looks at. */
    private volatile long fileSize = INFINITY;

    /** Linux's defaults for a login session. */
    public ResourceLimits() {
        java.util.Arrays.fill(soft, INFINITY);
        java.util.Arrays.fill(hard, INFINITY);
        soft[STACK] = 8L << 20;
        soft[CORE] = 0;
        soft[OPEN_FILES] = 1024;
        hard[OPEN_FILES] = 1 << 20;
        soft[LOCKED_MEMORY] = 8L << 20;
        hard[LOCKED_MEMORY] = 8L << 20;
        soft[12] = 819200;
        hard[12] = 819200;
        soft[13] = 0;
        hard[13] = 0;
        soft[14] = 0;
        hard[14] = 0;
    }

    /** The limit in force, {@link #INFINITY} (the largest unsigned number) for none. */
    public synchronized long soft(int resource) {
        return soft[resource];
    }

    /** How far the soft limit may be raised. */
    public synchronized long hard(int resource) {
        return hard[resource];
    }

    /** The soft limit of {@link #FILE_SIZE}, {@link #INFINITY} for none; takes no lock. */
    public long fileSize() {
        return fileSize;
    }

    /** The soft limit as a signed number: {@link Long#MAX_VALUE} for no limit. */
    public long bound(int resource) {
        long limit = soft(resource);
        return limit < 0 ? Long.MAX_VALUE : limit;
    }

    /** Sets both. */
    public synchronized void set(int resource, long softLimit, long hardLimit) {
        soft[resource] = softLimit;
        hard[resource] = hardLimit;
        fileSize = soft[FILE_SIZE];
    }

    /** A copy for a new process. */
    public synchronized ResourceLimits fork() {
        ResourceLimits copy = new ResourceLimits();
        System.arraycopy(soft, 0, copy.soft, 0, COUNT);
        System.arraycopy(hard, 0, copy.hard, 0, COUNT);
        copy.fileSize = fileSize;
        return copy;
    }
}
