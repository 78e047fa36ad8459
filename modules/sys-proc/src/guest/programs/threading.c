/* Threads: signals to a process find one that takes them, the end of a process reaches all, numbers and robust ends. */
#include "say.h"
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int taker;
static void take(int signal) { (void)signal; taker = syscall(SYS_gettid); }

static pthread_barrier_t barrier;
static _Atomic int open_tid;
static _Atomic int stop;

static void *open_thread(void *argument) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    open_tid = syscall(SYS_gettid);
    pthread_barrier_wait(&barrier);
    while (!stop) usleep(1000);
    return argument;
}

static void directed(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGUSR1, take);
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_t thread;
    pthread_create(&thread, NULL, open_thread, NULL);
    pthread_barrier_wait(&barrier);
    kill(getpid(), SIGUSR1);
    while (!taker) usleep(1000);
    say("the open thread took it: %d", taker == open_tid);
    taker = 0;
    pthread_kill(thread, SIGUSR1);
    while (!taker) usleep(1000);
    say("directed: %d", taker == open_tid);
    say("tgkill of a wrong group: %s", result(syscall(SYS_tgkill, getpid() + 1, open_tid, 0)));
    say("tgkill of nobody: %s", result(syscall(SYS_tgkill, getpid(), 0x3ffff0, 0)));
    stop = 1;
    pthread_join(thread, NULL);
}

static void *blocked(void *argument) {
    int ends[2];
    pipe(ends);
    char c;
    read(ends[0], &c, 1);
    return argument;
}
static void *spinning(void *argument) { for (volatile long i = 0;; i++) (void)argument; return NULL; }
static void *leaver(void *argument) { usleep(20000); syscall(SYS_exit_group, (long)argument); return NULL; }
static void *quiet(void *argument) { usleep(20000); return argument; }

static void start(void *(*body)(void *), void *argument) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, argument);
}

static void *leaves(void *argument) { syscall(SYS_exit, (long)argument); return NULL; }
static void *joins(void *argument) {
    pthread_t thread;
    pthread_create(&thread, NULL, leaves, NULL);
    pthread_join(thread, NULL);
    return leaves(argument);
}

/* Who was joined began to end before the one who joined, and does not decide. */
static void last_status(void) {
    int good = 0, status;
    for (int i = 0; i < 200; i++) {
        pid_t child = fork();
        if (child == 0) {
            start(joins, (void *)7);
            syscall(SYS_exit, 7);
        }
        waitpid(child, &status, 0);
        good += status == 7 << 8;
    }
    say("the last one to begin decides: %d", good);
}

static void ends(void) {
    last_status();
    in_child("exit_group reaches all", start(blocked, NULL); start(spinning, NULL); start(leaver, (void *)6); pause());
    in_child("return from main", start(blocked, NULL); start(spinning, NULL); usleep(10000));
    in_child("fatal signal", start(blocked, NULL); start(spinning, NULL); usleep(10000); raise(SIGTERM));
    in_child("leader first", start(quiet, NULL); syscall(SYS_exit, 5));
    in_child("leader first, group", start(leaver, (void *)8); syscall(SYS_exit, 5));
    int status;
    pid_t child = fork();
    if (child == 0) {
        start(blocked, NULL);
        start(spinning, NULL);
        pause();
    }
    usleep(50000);
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    say("all threads %s", status_text(status));
    kill(child, SIGCONT);
    waitpid(child, &status, WCONTINUED);
    say("%s", status_text(status));
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    say("%s", status_text(status));
}

static void flags(void) {
    say("THREAD without SIGHAND: %s", result(syscall(SYS_clone, CLONE_THREAD | CLONE_VM, 0, 0, 0, 0)));
    say("SIGHAND without VM: %s", result(syscall(SYS_clone, CLONE_SIGHAND, 0, 0, 0, 0)));
    say("clone3, short: %s", result(syscall(SYS_clone3, NULL, 8)));
    int before = -1, child_tid = 0;
    (void)child_tid;
    in_child("child", say("thread of its own: %d", syscall(SYS_gettid) == getpid()); before = 1);
    say("memory of its own: %d", before);
}

int main(void) {
    directed();
    ends();
    flags();
    return 0;
}
