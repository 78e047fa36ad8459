/* sched(7), ioprio_set(2), getcpu(2), kcmp(2), pidfd_getfd(2), and calls that only administrators may make. */
#include "say.h"
#include <linux/kcmp.h>
#include <pthread.h>

struct attributes {
    unsigned size, policy;
    unsigned long long flags;
    int nice;
    unsigned priority;
    unsigned long long runtime, deadline, period;
    unsigned util_min, util_max;
};

static void policies(void) {
    struct sched_param one = {1}, none = {0}, many = {100};
    say("policy: %s", result(sched_getscheduler(0)));
    say("fifo without priority: %s", result(sched_setscheduler(0, SCHED_FIFO, &none)));
    say("fifo 100: %s", result(sched_setscheduler(0, SCHED_FIFO, &many)));
    say("other 1: %s", result(sched_setscheduler(0, SCHED_OTHER, &one)));
    say("unknown: %s", result(sched_setscheduler(0, 77, &none)));
    say("negative: %s", result(sched_setscheduler(0, -1, &none)));
    say("nobody: %s", result(sched_setscheduler(0x3ffff0, SCHED_OTHER, &none)));
    say("negative task: %s", result(sched_setscheduler(-1, SCHED_OTHER, &none)));
    say("null: %s", result(sched_setscheduler(0, SCHED_OTHER, NULL)));
    say("batch: %s", result(sched_setscheduler(0, SCHED_BATCH, &none)));
    say("policy: %s", result(sched_getscheduler(0)));
    in_child("child of batch", say("policy: %s", result(sched_getscheduler(0))));
    say("idle with reset: %s", result(sched_setscheduler(0, SCHED_IDLE | SCHED_RESET_ON_FORK, &none)));
    say("policy: %s", result(sched_getscheduler(0)));
    in_child("child of reset", say("policy: %s", result(sched_getscheduler(0))));
    sched_setscheduler(0, SCHED_OTHER, &none);
    for (int policy = -1; policy < 7; policy++) {
        say("%d max %s", policy, result(sched_get_priority_max(policy)));
        say("%d min %s", policy, result(sched_get_priority_min(policy)));
    }
    struct timespec slice;
    say("interval of nobody: %s", result(sched_rr_get_interval(0x3ffff0, &slice)));
    say("interval of -1: %s", result(sched_rr_get_interval(-1, &slice)));
    say("param null: %s", result(sched_getparam(0, NULL)));
    in_child("as a user", setuid(1000); say("fifo: %s", result(sched_setscheduler(0, SCHED_FIFO, &one)));
             say("parent: %s", result(sched_setscheduler(getppid(), SCHED_BATCH, &none)));
             say("own: %s", result(sched_setscheduler(0, SCHED_BATCH, &none))));
}

static void attributes(void) {
    struct attributes attributes = {0};
    say("get: %s", result(syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0)));
    say("size %u policy %u flags %llu nice %d priority %u", attributes.size, attributes.policy, attributes.flags,
        attributes.nice, attributes.priority);
    say("get short: %s", result(syscall(SYS_sched_getattr, 0, &attributes, 20, 0)));
    say("get flags: %s", result(syscall(SYS_sched_getattr, 0, &attributes, 48, 1)));
    say("get null: %s", result(syscall(SYS_sched_getattr, 0, NULL, 48, 0)));
    struct attributes batch = {.size = 48, .policy = SCHED_BATCH, .nice = 5, .flags = 1};
    say("set: %s", result(syscall(SYS_sched_setattr, 0, &batch, 0)));
    syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0);
    say("policy %u flags %llu nice %d", attributes.policy, attributes.flags, attributes.nice);
    struct attributes small = {.size = 20};
    say("set small: %s", result(syscall(SYS_sched_setattr, 0, &small, 0)));
    struct attributes unknown = {.size = 48, .flags = 1 << 20};
    say("set unknown flag: %s", result(syscall(SYS_sched_setattr, 0, &unknown, 0)));
    say("set flags: %s", result(syscall(SYS_sched_setattr, 0, &batch, 1)));
    struct attributes deadline = {.size = 48, .policy = SCHED_DEADLINE, .runtime = 10, .deadline = 5};
    say("bad deadline: %s", result(syscall(SYS_sched_setattr, 0, &deadline, 0)));
    struct attributes plain = {.size = 48, .nice = 0};
    say("back: %s", result(syscall(SYS_sched_setattr, 0, &plain, 0)));
}

static void *idle(void *argument) { *(int *)argument = syscall(SYS_gettid); pause(); return NULL; }

static void processors(void) {
    cpu_set_t set, one;
    long size = syscall(SYS_sched_getaffinity, 0, sizeof set, &set);
    say("multiple of words: %d, some %d", size % sizeof(long) == 0 && size > 0, CPU_ISSET(0, &set));
    say("too short: %s", result(syscall(SYS_sched_getaffinity, 0, 0, &set)));
    say("odd: %s", result(syscall(SYS_sched_getaffinity, 0, 129, &set)));
    say("nobody: %s", result(sched_getaffinity(0x3ffff0, sizeof set, &set)));
    say("below zero: %s", result(sched_getaffinity(-1, sizeof set, &set)));
    say("set below zero: %s", result(sched_setaffinity(-1, sizeof set, &set)));
    CPU_ZERO(&one);
    say("none: %s", result(sched_setaffinity(0, sizeof one, &one)));
    CPU_SET(1000, &one);
    say("absent: %s", result(sched_setaffinity(0, sizeof one, &one)));
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    say("first: %s", result(sched_setaffinity(0, sizeof one, &one)));
    unsigned cpu = 99, node = 99;
    say("getcpu: %s", result(syscall(SYS_getcpu, &cpu, &node, NULL)));
    say("on %u", cpu);
    in_child("inherited", cpu_set_t mine; sched_getaffinity(0, sizeof mine, &mine); say("%d", CPU_COUNT(&mine)));
    static int tid;
    pthread_t thread;
    pthread_create(&thread, NULL, idle, &tid);
    while (!*(volatile int *)&tid) usleep(1000);
    sched_getaffinity(tid, sizeof one, &one);
    say("thread inherited %d", CPU_COUNT(&one));
    say("all again: %s", result(sched_setaffinity(0, sizeof set, &set)));
    in_child("as a user", setuid(1000); say("of root: %s", result(sched_setaffinity(getppid(), sizeof set, &set))));
}

#define IO(class, level) ((class) << 13 | (level))
static void io(void) {
    say("unset: %s", result(syscall(SYS_ioprio_get, 1, 0)));
    say("best effort: %s", result(syscall(SYS_ioprio_set, 1, 0, IO(2, 3))));
    say("is: %s", result(syscall(SYS_ioprio_get, 1, 0)));
    in_child("inherited", say("is: %s", result(syscall(SYS_ioprio_get, 1, 0))));
    say("none with level: %s", result(syscall(SYS_ioprio_set, 1, 0, IO(0, 3))));
    say("class 4: %s", result(syscall(SYS_ioprio_set, 1, 0, IO(4, 0))));
    say("which 9: %s", result(syscall(SYS_ioprio_set, 9, 0, IO(2, 0))));
    say("nobody: %s", result(syscall(SYS_ioprio_get, 1, 0x3ffff0)));
    in_child("as a user", setuid(1000); say("real time: %s", result(syscall(SYS_ioprio_set, 1, 0, IO(1, 0))));
             say("idle: %s", result(syscall(SYS_ioprio_set, 1, 0, IO(3, 0)))));
}

static void comparing(void) {
    pid_t me = getpid();
    int copy = dup(1);
    say("file: %s", result(syscall(SYS_kcmp, me, me, KCMP_FILE, 1, copy)));
    say("other: %d", syscall(SYS_kcmp, me, me, KCMP_FILE, 1, open("/dev/null", O_RDONLY)) > 0);
    say("memory: %s", result(syscall(SYS_kcmp, me, me, KCMP_VM, 0, 0)));
    say("bad file: %s", result(syscall(SYS_kcmp, me, me, KCMP_FILE, 1, 99)));
    say("bad type: %s", result(syscall(SYS_kcmp, me, me, 99, 1, 1)));
    say("nobody: %s", result(syscall(SYS_kcmp, me, 0x3ffff0, KCMP_VM, 0, 0)));
    pid_t child = fork();
    if (child == 0) { pause(); _exit(0); }
    say("child's memory: %d", syscall(SYS_kcmp, me, child, KCMP_VM, 0, 0) > 0);
    say("child's file: %s", result(syscall(SYS_kcmp, me, child, KCMP_FILE, 1, 1)));
    say("child's files: %d", syscall(SYS_kcmp, me, child, KCMP_FILES, 0, 0) > 0);
    int pidfd = syscall(SYS_pidfd_open, child, 0);
    int taken = syscall(SYS_pidfd_getfd, pidfd, 1, 0);
    say("taken: %s, closed on exec %d", result(syscall(SYS_kcmp, me, me, KCMP_FILE, 1, taken)), fcntl(taken, F_GETFD));
    say("flags: %s", result(syscall(SYS_pidfd_getfd, pidfd, 1, 1)));
    say("bad target: %s", result(syscall(SYS_pidfd_getfd, pidfd, 99, 0)));
    say("no pidfd: %s", result(syscall(SYS_pidfd_getfd, 1, 1, 0)));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    say("ended: %s", result(syscall(SYS_pidfd_getfd, pidfd, 1, 0)));
}

static void administration(void) {
    say("acct: %s", result(syscall(SYS_acct, "/none")));
    say("vhangup: %s", result(syscall(SYS_vhangup)));
    say("swapon: %s", result(syscall(SYS_swapon, "/none", 0)));
    say("swapoff: %s", result(syscall(SYS_swapoff, "/none")));
    say("reboot: %s", result(syscall(SYS_reboot, 0xfee1dead, 672274793, 0, NULL)));
    say("setns: %s", result(syscall(SYS_setns, -1, 0)));
    say("setns of a file: %s", result(syscall(SYS_setns, 0, CLONE_NEWUTS)));
    say("unshare unknown: %s", result(syscall(SYS_unshare, 1)));
    say("unshare mounts: %s", result(syscall(SYS_unshare, CLONE_NEWNS)));
    say("settimeofday: %s", result(syscall(SYS_settimeofday, &(long[2]){1, 1}, NULL)));
}

int main(void) {
    setpriority(PRIO_PROCESS, 0, 0);
    policies();
    attributes();
    processors();
    io();
    comparing();
    in_child("administration", setuid(1000); administration());
    return 0;
}
