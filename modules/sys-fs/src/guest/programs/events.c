/* poll, select, epoll, eventfd, timerfd, signalfd, inotify: results and errors. */
#include "say.h"
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

#define TRY(call) try(#call, (errno = 0, (long)(call)))
static long try(const char *text, long value) {
    say("%s: %s", text, result(value));
    return value;
}
static struct epoll_event event(unsigned events, uint64_t data) { return (struct epoll_event){events, {.u64 = data}}; }
#define EVENT(e, d) ((struct epoll_event[]){event(e, d)})
static void waited(int epoll) {
    struct epoll_event events[8];
    int n = epoll_wait(epoll, events, 8, 0);
    printf("  events:");
    for (int i = 0; i < n; i++) printf(" %llu:%#x", (unsigned long long)events[i].data.u64, events[i].events);
    say(" (%d)", n);
}
static void watched(int fd) {
    char room[4096] __attribute__((aligned(8)));
    long n = read(fd, room, sizeof room);
    if (n < 0) say("  %s", result(n));
    for (char *at = room; at < room + n;) {
        struct inotify_event *e = (void *)at;
        say("  wd %d mask %#x cookie %d name %s", e->wd, e->mask, e->cookie != 0, e->len ? e->name : "-");
        at += sizeof *e + e->len;
    }
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    int p[2], closed[2], half[2], file = open("file", O_CREAT | O_RDWR, 0600), path = open("file", O_PATH);
    pipe(p);
    pipe(closed);
    close(closed[0]);
    pipe(half);
    close(half[1]);
    uint64_t number = 0;

    struct pollfd fds[6] = {{p[0], POLLIN}, {p[1], POLLOUT}, {-1, POLLIN}, {99, POLLIN}, {file, POLLIN | POLLOUT}, {closed[1], POLLOUT}};
    TRY(poll(fds, 6, 0));
    for (int i = 0; i < 6; i++) printf(" %#x", fds[i].revents);
    say("");
    struct pollfd more[3] = {{half[0], POLLIN}, {path, POLLIN}, {p[1], 0}};
    TRY(poll(more, 3, 0));
    say(" %#x %#x %#x", more[0].revents, more[1].revents, more[2].revents);
    TRY(poll(NULL, 0, 1));
    TRY(poll(NULL, 1, 1));
    TRY(poll(fds, -1, 1));
    TRY(poll(fds, 1, 1));
    struct timespec bad = {0, 1000000000}, negative = {-1, 0}, zero = {0, 0};
    TRY(ppoll(fds, 1, &bad, NULL));
    TRY(ppoll(fds, 1, &negative, NULL));
    TRY(ppoll(fds, 1, &zero, NULL));
    TRY(syscall(SYS_ppoll, fds, 1, &zero, &number, 4));
    TRY(syscall(SYS_ppoll, fds, 1, 8, NULL, 8));

    fd_set in, out, bad_set;
    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_SET(p[0], &in);
    FD_SET(p[1], &out);
    FD_SET(file, &in);
    struct timeval now = {0, 0}, wrong = {0, -1}, wrong2 = {-1, 0};
    TRY(select(20, &in, &out, NULL, &now));
    say(" %d %d %d", !!FD_ISSET(p[0], &in), !!FD_ISSET(p[1], &out), !!FD_ISSET(file, &in));
    TRY(select(-1, NULL, NULL, NULL, &now));
    TRY(select(0, NULL, NULL, NULL, &now));
    TRY(select(20, NULL, NULL, NULL, &wrong2));
    FD_ZERO(&bad_set);
    FD_SET(50, &bad_set);
    TRY(select(51, &bad_set, NULL, NULL, &now));
    TRY(select(20, &bad_set, NULL, NULL, &now));
    TRY(syscall(SYS_pselect6, 20, 8, NULL, NULL, &zero, NULL));
    TRY(syscall(SYS_pselect6, 20, NULL, NULL, NULL, &bad, NULL));

    int epoll = TRY(epoll_create1(0)), inner = epoll_create1(EPOLL_CLOEXEC);
    TRY(fcntl(inner, F_GETFD));
    TRY(epoll_create1(1));
    TRY(epoll_create(0));
    TRY(epoll_create(-1));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, p[0], EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, p[0], EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, p[1], EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, p[1], NULL));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, 99, EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(99, EPOLL_CTL_ADD, p[0], EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(file, EPOLL_CTL_ADD, p[0], EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, epoll, EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, file, EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, path, EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(epoll, 9, p[0], EVENT(EPOLLIN, 1)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, p[1], NULL));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, p[1], (void *)8));
    waited(epoll);
    write(p[1], "abc", 3);
    waited(epoll);
    TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, p[0], EVENT(EPOLLIN | EPOLLET, 2)));
    waited(epoll);
    waited(epoll);
    write(p[1], "d", 1);
    waited(epoll);
    TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, p[0], EVENT(EPOLLIN | EPOLLONESHOT, 3)));
    waited(epoll);
    waited(epoll);
    TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, p[0], EVENT(EPOLLIN, 4)));
    waited(epoll);
    TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, p[0], EVENT(EPOLLIN | EPOLLEXCLUSIVE, 4)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, p[1], EVENT(EPOLLOUT | EPOLLEXCLUSIVE, 5)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, p[1], EVENT(EPOLLOUT, 5)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, p[1], NULL));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, p[1], EVENT(EPOLLEXCLUSIVE | EPOLLONESHOT | EPOLLIN, 5)));
    TRY(epoll_ctl(inner, EPOLL_CTL_ADD, epoll, EVENT(EPOLLIN, 6)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, inner, EVENT(EPOLLIN, 7)));
    waited(inner);
    TRY(epoll_ctl(inner, EPOLL_CTL_DEL, epoll, NULL));
    int duplicate = dup(p[0]);
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, duplicate, EVENT(EPOLLIN, 8)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, p[0], NULL));
    waited(epoll);
    close(duplicate);
    waited(epoll);
    struct epoll_event events[4];
    TRY(epoll_wait(epoll, events, 0, 0));
    TRY(epoll_wait(epoll, events, -1, 0));
    TRY(epoll_wait(99, events, 1, 0));
    TRY(epoll_wait(file, events, 1, 0));
    TRY(epoll_wait(epoll, (void *)8, 1, 0));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, half[0], EVENT(EPOLLIN | EPOLLRDHUP, 9)));
    TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, closed[1], EVENT(0, 10)));
    waited(epoll);
    TRY(syscall(SYS_epoll_pwait2, epoll, events, 4, &bad, NULL, 8));
    TRY(syscall(SYS_epoll_pwait2, epoll, events, 4, &zero, NULL, 8));
    TRY(syscall(SYS_epoll_pwait, epoll, events, 4, 0, &number, 4));
    TRY(read(epoll, &number, 8));
    TRY(lseek(epoll, 0, SEEK_SET));
    struct pollfd nested = {epoll, POLLIN};
    TRY(poll(&nested, 1, 0));
    say(" %#x", nested.revents);

    int counter = TRY(eventfd(3, EFD_NONBLOCK));
    TRY(read(counter, &number, 8));
    say(" %llu", (unsigned long long)number);
    TRY(read(counter, &number, 8));
    number = UINT64_MAX - 1;
    TRY(write(counter, &number, 8));
    number = 1;
    TRY(write(counter, &number, 8));
    number = UINT64_MAX;
    TRY(write(counter, &number, 8));
    TRY(write(counter, &number, 4));
    TRY(read(counter, &number, 7));
    TRY(write(counter, (void *)8, 8));
    TRY(read(counter, (void *)8, 8));
    TRY(lseek(counter, 0, SEEK_SET));
    TRY(pread(counter, &number, 8, 0));
    TRY(eventfd(0, 0x10));
    int semaphore = eventfd(2, EFD_SEMAPHORE | EFD_NONBLOCK | EFD_CLOEXEC);
    TRY(read(semaphore, &number, 8));
    say(" %llu", (unsigned long long)number);
    TRY(read(semaphore, &number, 8));
    TRY(read(semaphore, &number, 8));
    TRY(fcntl(semaphore, F_GETFD));
    TRY(fcntl(semaphore, F_GETFL));

    int timer = TRY(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
    struct itimerspec set = {{0, 0}, {0, 1000000}}, got = {0};
    TRY(timerfd_create(77, 0));
    TRY(timerfd_create(CLOCK_PROCESS_CPUTIME_ID, 0));
    TRY(timerfd_create(CLOCK_MONOTONIC, 1));
    TRY(read(timer, &number, 8));
    TRY(timerfd_settime(timer, 0, &set, NULL));
    usleep(5000);
    TRY(read(timer, &number, 8));
    say(" %llu", (unsigned long long)number);
    TRY(timerfd_gettime(timer, &got));
    set.it_value.tv_sec = 1000;
    set.it_interval.tv_sec = 7;
    TRY(timerfd_settime(timer, 0, &set, &got));
    TRY(timerfd_gettime(timer, &got));
    say(" %ld %d", got.it_interval.tv_sec, got.it_value.tv_sec > 990);
    set.it_value.tv_nsec = 1000000000;
    TRY(timerfd_settime(timer, 0, &set, NULL));
    set.it_value.tv_nsec = -1;
    TRY(timerfd_settime(timer, 0, &set, NULL));
    TRY(timerfd_settime(timer, 0, NULL, NULL));
    TRY(timerfd_settime(timer, 8, &got, NULL));
    TRY(timerfd_settime(file, 0, &got, NULL));
    TRY(timerfd_settime(99, 0, &got, NULL));
    TRY(timerfd_gettime(file, &got));
    TRY(timerfd_gettime(timer, NULL));
    TRY(write(timer, &number, 8));
    TRY(read(timer, &number, 7));
    memset(&set, 0, sizeof set);
    TRY(timerfd_settime(timer, 0, &set, NULL));

    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGUSR1);
    sigaddset(&mask, SIGKILL);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    struct signalfd_siginfo information;
    int signals = TRY(signalfd(-1, &mask, SFD_NONBLOCK));
    TRY(read(signals, &information, sizeof information));
    kill(getpid(), SIGUSR1);
    nested = (struct pollfd){signals, POLLIN};
    TRY(poll(&nested, 1, 0));
    TRY(read(signals, &information, 100));
    TRY(read(signals, &information, sizeof information));
    say(" %d %d %d", information.ssi_signo, information.ssi_code, information.ssi_pid == getpid());
    TRY(write(signals, &information, sizeof information));
    TRY(signalfd(signals, &mask, 0) == signals);
    TRY(signalfd(file, &mask, 0));
    TRY(signalfd(99, &mask, 0));
    TRY(signalfd(-1, &mask, 1));
    TRY(syscall(SYS_signalfd4, -1, &mask, 4, 0));
    TRY(syscall(SYS_signalfd4, -1, 8, 8, 0));

    int watcher = TRY(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    TRY(inotify_init1(1));
    mkdir("dir", 0755);
    int wd = TRY(inotify_add_watch(watcher, "dir", IN_ALL_EVENTS));
    TRY(inotify_add_watch(watcher, "dir", IN_ALL_EVENTS));
    TRY(inotify_add_watch(watcher, "missing", IN_ALL_EVENTS));
    TRY(inotify_add_watch(watcher, "", IN_ALL_EVENTS));
    TRY(inotify_add_watch(watcher, (char *)8, IN_ALL_EVENTS));
    TRY(inotify_add_watch(watcher, "dir", 0));
    TRY(inotify_add_watch(watcher, "file", IN_ONLYDIR | IN_CREATE));
    TRY(inotify_add_watch(file, "dir", IN_CREATE));
    TRY(inotify_add_watch(99, "dir", IN_CREATE));
    TRY(inotify_add_watch(watcher, "dir", IN_MASK_CREATE | IN_CREATE));
    TRY(inotify_add_watch(watcher, "dir", IN_MASK_CREATE | IN_MASK_ADD | IN_CREATE));
    TRY(read(watcher, &number, 8));
    close(open("dir/a", O_CREAT | O_WRONLY, 0600));
    watched(watcher);
    int a = open("dir/a", O_RDWR);
    write(a, "x", 1);
    read(a, &number, 1);
    ftruncate(a, 0);
    fchmod(a, 0644);
    close(a);
    rename("dir/a", "dir/b");
    link("dir/b", "dir/c");
    mkdir("dir/sub", 0755);
    unlink("dir/b");
    rmdir("dir/sub");
    watched(watcher);
    TRY(read(watcher, &number, 8));
    close(open("dir/d", O_CREAT | O_WRONLY, 0600));
    TRY(read(watcher, &number, 8));
    TRY(ioctl(watcher, 0x541b, &number) == 0 && (int)number > 0);
    TRY(write(watcher, &number, 8));
    TRY(inotify_rm_watch(watcher, 77));
    TRY(inotify_rm_watch(99, wd));
    TRY(inotify_rm_watch(file, wd));
    watched(watcher);
    TRY(inotify_rm_watch(watcher, wd));
    watched(watcher);
    int self = TRY(inotify_add_watch(watcher, "dir/d", IN_DELETE_SELF | IN_ATTRIB | IN_ONESHOT));
    unlink("dir/d");
    watched(watcher);
    TRY(fcntl(watcher, F_GETFD));
    return 0;
}
