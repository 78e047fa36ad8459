package io.tombolo.core.spi;

/**
 * What an argument of a system call means. A trace prints by it, and a contract test knows by it which arguments are pointers into guest
 * memory. Flags and commands are the kernel's own sets, named after the manual page that lists them.
 */
public enum ArgumentKind {
    /** A signed 32-bit number. */
    INT,
    /** An unsigned 32-bit number. */
    UINT,
    /** A signed 64-bit number. */
    LONG,
    /** An unsigned 64-bit number, printed in hexadecimal; an address that is not dereferenced is one, too. */
    HEX,
    /** Permission bits, printed in octal. */
    MODE,
    /** A number of bytes or elements, unsigned. */
    SIZE,
    /** A signed position in a file. */
    OFFSET,
    /** A process, thread or process-group identifier. */
    PID,
    /** A user or group identifier; -1 means "no change". */
    ID,
    /** A file descriptor. */
    FD,
    /** A directory for the {@code *at} calls: a file descriptor or {@code AT_FDCWD}. */
    DIRFD,

    /** A pointer to a path that ends with a zero byte. */
    PATH(true),
    /** A pointer to text that ends with a zero byte. */
    STRING(true),
    /** A pointer to bytes that the call reads. */
    BUFFER_IN(true),
    /** A pointer to bytes that the call writes. */
    BUFFER_OUT(true),
    /** A pointer to an array of pointers to strings that ends with a null pointer. */
    STRING_ARRAY(true),
    /** A pointer to an array of {@code struct iovec} that the call reads the bytes of. */
    IOVEC_IN(true),
    /** A pointer to an array of {@code struct iovec} whose bytes the call writes. */
    IOVEC_OUT(true),
    /** A pointer to an {@code int} that the call reads or writes. */
    INT_POINTER(true),
    /** A pointer to a 64-bit number that the call reads or writes. */
    LONG_POINTER(true),
    /** A pointer to two file descriptors that the call writes. */
    FD_PAIR(true),
    /** A pointer to {@code struct timespec} that the call reads. */
    TIMESPEC(true),
    /** A pointer to {@code struct timespec} that the call writes. */
    TIMESPEC_OUT(true),
    /** A pointer to {@code struct timeval}. */
    TIMEVAL(true),
    /** A pointer to a signal set of eight bytes that the call reads. */
    SIGSET(true),
    /** A pointer to {@code struct stat} that the call writes. */
    STAT(true),
    /** A pointer to an array of {@code struct pollfd}. */
    POLL_FDS(true),
    /** A pointer to {@code struct epoll_event} that the call reads. */
    EPOLL_EVENT(true),
    /** A pointer to {@code struct rlimit}. */
    RLIMIT(true),
    /** A pointer to a socket address that the call reads. */
    SOCKET_ADDRESS(true),
    /** A pointer to guest memory of any other layout. */
    POINTER(true),

    /** A signal number. */
    SIGNAL,
    /** {@code open(2)} flags. */
    OPEN_FLAGS,
    /** {@code mmap(2)} protection. */
    PROT,
    /** {@code mmap(2)} flags. */
    MAP_FLAGS,
    /** {@code mremap(2)} flags. */
    MREMAP_FLAGS,
    /** {@code msync(2)} flags. */
    MSYNC_FLAGS,
    /** {@code madvise(2)} advice. */
    MADVISE,
    /** {@code mlock2(2)} flags. */
    MLOCK_FLAGS,
    /** {@code mlockall(2)} flags. */
    MLOCKALL_FLAGS,
    /** {@code memfd_create(2)} flags. */
    MEMFD_FLAGS,
    /** {@code clone(2)} flags; the low byte is the exit signal. */
    CLONE_FLAGS,
    /** {@code AT_*} flags of the {@code *at} calls. */
    AT_FLAGS,
    /** {@code statx(2)} mask. */
    STATX_MASK,
    /** {@code access(2)} mode. */
    ACCESS_MODE,
    /** {@code rename(2)} flags. */
    RENAME_FLAGS,
    /** {@code lseek(2)} whence. */
    SEEK,
    /** {@code fcntl(2)} command. */
    FCNTL_CMD,
    /** {@code flock(2)} operation. */
    FLOCK_OPERATION,
    /** {@code fallocate(2)} mode. */
    FALLOCATE_MODE,
    /** {@code ioctl(2)} request. */
    IOCTL,
    /** {@code pipe2(2)} flags. */
    PIPE_FLAGS,
    /** {@code eventfd2(2)} flags. */
    EVENTFD_FLAGS,
    /** {@code epoll_create1(2)} flags. */
    EPOLL_FLAGS,
    /** {@code epoll_ctl(2)} operation. */
    EPOLL_OPERATION,
    /** {@code poll(2)} events. */
    POLL_EVENTS,
    /** {@code futex(2)} operation. */
    FUTEX_OP,
    /** {@code wait4(2)} and {@code waitid(2)} options. */
    WAIT_OPTIONS,
    /** {@code waitid(2)} kind of identifier. */
    WAIT_ID,
    /** {@code sigprocmask(2)} how. */
    SIGMASK_HOW,
    /** {@code clock_gettime(2)} clock. */
    CLOCK,
    /** {@code clock_nanosleep(2)} and {@code timer_settime(2)} flags. */
    TIMER_FLAGS,
    /** {@code setitimer(2)} timer. */
    ITIMER,
    /** {@code getrlimit(2)} resource. */
    RESOURCE,
    /** {@code getrusage(2)} who. */
    RUSAGE_WHO,
    /** {@code prctl(2)} option. */
    PRCTL_OPTION,
    /** {@code sched_setscheduler(2)} policy. */
    SCHED_POLICY,
    /** {@code getrandom(2)} flags. */
    GETRANDOM_FLAGS,
    /** {@code socket(2)} domain. */
    SOCKET_DOMAIN,
    /** {@code socket(2)} type. */
    SOCKET_TYPE,
    /** {@code mount(2)} flags. */
    MOUNT_FLAGS;

    private final boolean pointer;

    ArgumentKind() {
        this(false);
    }

    ArgumentKind(boolean pointer) {
        this.pointer = pointer;
    }

    /** {@return whether the call reads or writes guest memory at the argument} */
    public boolean isPointer() {
        return pointer;
    }
}
