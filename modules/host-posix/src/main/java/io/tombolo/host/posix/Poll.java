package io.tombolo.host.posix;

/**
 * Constants of {@code poll.h}, {@code sys/epoll.h}, {@code sys/eventfd.h} and {@code sys/timerfd.h}, with Linux's
 * values.
 */
public final class Poll {
    public static final int POLLIN = 0x01;
    public static final int POLLPRI = 0x02;
    public static final int POLLOUT = 0x04;
    public static final int POLLERR = 0x08;
    public static final int POLLHUP = 0x10;
    public static final int POLLNVAL = 0x20;
    public static final int POLLRDNORM = 0x40;
    public static final int POLLRDBAND = 0x80;
    public static final int POLLWRNORM = 0x100;
    public static final int POLLWRBAND = 0x200;
    public static final int POLLRDHUP = 0x2000;

    public static final int EPOLL_CTL_ADD = 1;
    public static final int EPOLL_CTL_DEL = 2;
    public static final int EPOLL_CTL_MOD = 3;
    public static final int EPOLLEXCLUSIVE = 1 << 28;
    public static final int EPOLLWAKEUP = 1 << 29;
    public static final int EPOLLONESHOT = 1 << 30;
    public static final int EPOLLET = 1 << 31;

    public static final int EFD_SEMAPHORE = 1;
    public static final int EFD_NONBLOCK = Fcntl.O_NONBLOCK;
    public static final int EFD_CLOEXEC = Fcntl.O_CLOEXEC;

    public static final int TFD_TIMER_ABSTIME = 1;
    public static final int TFD_TIMER_CANCEL_ON_SET = 2;

    private Poll() {}
}
