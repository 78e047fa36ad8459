/* POSIX message queues: names, attributes, priorities, waits, notification, poll(2). */
#include "say.h"
#include <mqueue.h>
#include <sys/epoll.h>

static volatile sig_atomic_t told, told_code, told_value;
static void tell(int signal, siginfo_t *info, void *context) {
    told = info->si_pid;
    told_code = info->si_code;
    told_value = info->si_value.sival_int;
}

static void until_asleep(pid_t pid) {
    char path[64], text[512], state = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    while (state != 'S') {
        FILE *file = fopen(path, "r");
        if (file && fgets(text, sizeof text, file)) state = strrchr(text, ')')[2];
        if (file) fclose(file);
        usleep(2000);
    }
}

static const char *events(mqd_t queue) {
    static char text[32];
    struct pollfd poller = {.fd = queue, .events = POLLIN | POLLOUT};
    poll(&poller, 1, 0);
    snprintf(text, sizeof text, "%s%s", poller.revents & POLLIN ? "in " : "", poller.revents & POLLOUT ? "out" : "");
    return text;
}

static void receive(mqd_t queue, const char *name) {
    char text[9000];
    unsigned priority = 99;
    long length = mq_receive(queue, text, sizeof text, &priority);
    say("%s: %s, %.*s, priority %u", name, result(length), length < 0 ? 0 : (int)length, text, priority);
}

int main(void) {
    char name[64], text[9000], long_name[300] = "/";
    snprintf(name, sizeof name, "/guest-%d", getpid());
    memset(long_name + 1, 'x', 280);
    struct mq_attr attributes = {.mq_maxmsg = 3, .mq_msgsize = 20}, now;
    struct mq_attr none = {.mq_maxmsg = 0, .mq_msgsize = 20};
    say("not there: %s", result(mq_open(name, O_RDONLY)));
    say("no slash: %s", result(mq_open("name", O_CREAT | O_RDWR, 0600, NULL)));
    say("two slashes: %s", result(mq_open("/a/b", O_CREAT | O_RDWR, 0600, NULL)));
    say("no name: %s", result(mq_open("/", O_CREAT | O_RDWR, 0600, NULL)));
    say("long name: %s", result(mq_open(long_name, O_CREAT | O_RDWR, 0600, NULL)));
    say("no messages: %s", result(mq_open(name, O_CREAT | O_RDWR, 0600, &none)));
    mqd_t queue = mq_open(name, O_CREAT | O_RDWR | O_NONBLOCK, 0600, &attributes);
    say("made %d", queue >= 0);
    say("exclusive: %s", result(mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, NULL)));
    say("getattr: %s", result(mq_getattr(queue, &now)));
    say("flags %lx messages %ld of %ld, size %ld", now.mq_flags & O_NONBLOCK ? 1L : 0L, now.mq_curmsgs, now.mq_maxmsg, now.mq_msgsize);
    say("events: %s", events(queue));
    say("empty: %s", result(mq_receive(queue, text, sizeof text, NULL)));
    say("send: %s", result(mq_send(queue, "low", 3, 1)));
    say("events: %s", events(queue));
    mq_send(queue, "high", 4, 7);
    mq_send(queue, "low again", 9, 1);
    say("events: %s", events(queue));
    say("full: %s", result(mq_send(queue, "more", 4, 1)));
    say("too long: %s", result(mq_send(queue, text, 21, 1)));
    say("priority: %s", result(mq_send(queue, "x", 1, 32768)));
    say("short buffer: %s", result(mq_receive(queue, text, 5, NULL)));
    receive(queue, "first");
    say("events: %s", events(queue));
    receive(queue, "second");
    receive(queue, "third");
    say("events: %s", events(queue));
    int poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    say("epoll: %s", result(epoll_ctl(poller, EPOLL_CTL_ADD, queue, &event)));
    say("nothing: %d", epoll_wait(poller, &event, 1, 0));
    mq_send(queue, "x", 1, 0);
    say("something: %d", epoll_wait(poller, &event, 1, 0));
    mq_receive(queue, text, sizeof text, NULL);
    say("nothing: %d", epoll_wait(poller, &event, 1, 0));
    struct mq_attr blocking = {0}, wrong = {.mq_flags = O_APPEND};
    say("setattr: %s", result(mq_setattr(queue, &blocking, &now)));
    say("setattr wrong: %s", result(mq_setattr(queue, &wrong, NULL)));
    struct timespec past = {1, 0}, bad = {1, 1000000000};
    say("timeout: %s", result(mq_timedreceive(queue, text, sizeof text, NULL, &past)));
    say("bad timeout: %s", result(mq_timedreceive(queue, text, sizeof text, NULL, &bad)));
    pid_t child = fork();
    if (child == 0) { receive(queue, "waited"); _exit(3); }
    until_asleep(child);
    mq_send(queue, "hello", 5, 2);
    int status;
    waitpid(child, &status, 0);
    say("child %s", status_text(status));
    struct sigaction action = {.sa_sigaction = tell, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    struct sigevent notification = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 5};
    say("notify: %s", result(mq_notify(queue, &notification)));
    say("notify again: %s", result(mq_notify(queue, &notification)));
    in_child("sender", mq_send(queue, "note", 4, 0));
    say("told %d code %d value %d", told != 0, told_code, told_value);
    told = 0;
    in_child("sender", mq_send(queue, "note", 4, 0));
    say("once only: %d", told == 0);
    receive(queue, "note");
    receive(queue, "note");
    say("notify: %s", result(mq_notify(queue, &notification)));
    say("forget: %s", result(mq_notify(queue, NULL)));
    say("forget again: %s", result(mq_notify(queue, NULL)));
    notification.sigev_signo = 99;
    say("bad signal: %s", result(mq_notify(queue, &notification)));
    mqd_t reader = mq_open(name, O_RDONLY), writer = mq_open(name, O_WRONLY);
    say("write to a reader: %s", result(mq_send(reader, "x", 1, 0)));
    say("read of a writer: %s", result(mq_receive(writer, text, sizeof text, NULL)));
    say("no queue: %s", result(mq_send(1, "x", 1, 0)));
    say("closed on exec %d", fcntl(reader, F_GETFD));
    in_child("as a user", setuid(1000); say("open: %s", result(mq_open(name, O_RDONLY)));
             say("unlink: %s", result(mq_unlink(name))); struct mq_attr many = {.mq_maxmsg = 11, .mq_msgsize = 10};
             say("too many: %s", result(mq_open("/guest-of-a-user", O_CREAT | O_RDWR, 0600, &many))));
    say("unlink: %s", result(mq_unlink(name)));
    say("unlink again: %s", result(mq_unlink(name)));
    say("still there: %s", result(mq_send(queue, "x", 1, 0)));
    say("close: %s", result(mq_close(queue)));
    say("closed: %s", result(mq_send(queue, "x", 1, 0)));
    return 0;
}
