/* seccomp(2): strict mode, filters in classic BPF, and what each answer of a filter does. */
#include "say.h"
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/prctl.h>

#define count(array) (sizeof(array) / sizeof *(array))
#define load(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define answer(value) BPF_STMT(BPF_RET | BPF_K, value)
#define on_call(number, value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1), answer(value)

static long install(struct sock_filter *filter, int length, int flags) {
    struct sock_fprog program = {length, filter};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

#define filter(...)                                                                                          \
    do {                                                                                                      \
        struct sock_filter filter_[] = {load(nr), __VA_ARGS__, answer(SECCOMP_RET_ALLOW)};                   \
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);                                                              \
        if (install(filter_, count(filter_), 0)) say("filter: %s", strerrorname_np(errno));                  \
    } while (0)

static void trapped(int signal, siginfo_t *info, void *context) {
    say("SIGSYS code %d errno %d call %d architecture %d address %d", info->si_code, info->si_errno,
        info->si_syscall == SYS_getppid, info->si_arch == AUDIT_ARCH_X86_64 || info->si_arch == AUDIT_ARCH_AARCH64,
        info->si_call_addr != NULL);
}

static void *plain(void *argument) { syscall(SYS_getppid); say("never"); return argument; }
static void *asking(void *argument) {
    while (!*(volatile int *)argument) usleep(1000);
    return (void *)(syscall(SYS_getppid) == -1 ? (long)errno : 0L);
}

static void answers(void) {
    in_child("strict", write(1, "reading\n", 8); prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT); write(1, "strict\n", 7);
             syscall(SYS_exit, 3));
    in_child("strict and open", prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT); open("/dev/null", O_RDONLY); say("never"));
    in_child("errno", filter(on_call(SYS_getppid, SECCOMP_RET_ERRNO | ENOTTY)); say("%s", result(syscall(SYS_getppid)));
             say("other: %d", syscall(SYS_getpid) > 0); say("mode %d", prctl(PR_GET_SECCOMP)));
    in_child("errno 0", filter(on_call(SYS_getppid, SECCOMP_RET_ERRNO)); say("%s", result(syscall(SYS_getppid))));
    in_child("kill process", filter(on_call(SYS_getppid, SECCOMP_RET_KILL_PROCESS)); syscall(SYS_getppid); say("never"));
    in_child("kill thread", filter(on_call(SYS_getppid, SECCOMP_RET_KILL_THREAD)); syscall(SYS_getppid); say("never"));
    in_child("kill one of two", filter(on_call(SYS_getppid, SECCOMP_RET_KILL_THREAD)); pthread_t thread;
             pthread_create(&thread, NULL, plain, NULL); usleep(50000); say("lives"));
    in_child("trap", struct sigaction action = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO};
             sigaction(SIGSYS, &action, NULL); filter(on_call(SYS_getppid, SECCOMP_RET_TRAP | 7)); syscall(SYS_getppid);
             say("went on"));
    in_child("trap by default", filter(on_call(SYS_getppid, SECCOMP_RET_TRAP)); syscall(SYS_getppid); say("never"));
    in_child("trap ignored", signal(SIGSYS, SIG_IGN); filter(on_call(SYS_getppid, SECCOMP_RET_TRAP)); syscall(SYS_getppid));
    in_child("trace without tracer", filter(on_call(SYS_getppid, SECCOMP_RET_TRACE)); say("%s", result(syscall(SYS_getppid))));
    in_child("log", filter(on_call(SYS_getppid, SECCOMP_RET_LOG)); say("%d", syscall(SYS_getppid) > 0));
    in_child("strictest", filter(on_call(SYS_getppid, SECCOMP_RET_ERRNO | 5));
             filter(on_call(SYS_getppid, SECCOMP_RET_ERRNO | 6)); filter(on_call(SYS_getppid, SECCOMP_RET_ALLOW));
             say("%s", result(syscall(SYS_getppid))));
    in_child("inherited", filter(on_call(SYS_getppid, SECCOMP_RET_ERRNO | 9));
             in_child("grandchild", say("%s", result(syscall(SYS_getppid)))));
    in_child("arguments", struct sock_filter of_arguments[] = {load(nr), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_kill, 0, 5),
             load(args[1]), BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, 1), BPF_STMT(BPF_MISC | BPF_TAX, 0),
             BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 11, 0, 1), answer(SECCOMP_RET_ERRNO | 77), answer(SECCOMP_RET_ALLOW)};
             prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); say("%s", result(install(of_arguments, count(of_arguments), 0)));
             say("low: %s", result(syscall(SYS_kill, getpid(), 0))); say("high: %s", result(syscall(SYS_kill, getpid(), 11))));
    in_child("all threads", static int go; pthread_t thread; void *said; pthread_create(&thread, NULL, asking, &go);
             struct sock_filter list[] = {load(nr), on_call(SYS_getppid, SECCOMP_RET_ERRNO | 11), answer(SECCOMP_RET_ALLOW)};
             prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); say("%s", result(install(list, count(list), SECCOMP_FILTER_FLAG_TSYNC)));
             go = 1; pthread_join(thread, &said); say("thread got %ld", (long)said));
}

static void checked(struct sock_filter *filter, int length, const char *name) {
    say("%s: %s", name, result(install(filter, length, 0)));
}
#define check(name, ...) \
    do { struct sock_filter checked_[] = {__VA_ARGS__}; checked(checked_, count(checked_), name); } while (0)

static void programs(void) {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    say("empty: %s", result(install(NULL, 0, 0)));
    say("bad pointer: %s", result(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, 1)));
    check("no return", load(nr));
    check("unaligned", BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 2), answer(SECCOMP_RET_ALLOW));
    check("beyond data", BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 64), answer(SECCOMP_RET_ALLOW));
    check("half word", BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 0), answer(SECCOMP_RET_ALLOW));
    check("jump too far", BPF_STMT(BPF_JMP | BPF_JA, 1), answer(SECCOMP_RET_ALLOW));
    check("branch too far", BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0), answer(SECCOMP_RET_ALLOW));
    check("division by zero", BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 0), answer(SECCOMP_RET_ALLOW));
    check("modulus", BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, 3), answer(SECCOMP_RET_ALLOW));
    check("shift too far", BPF_STMT(BPF_ALU | BPF_LSH | BPF_K, 32), answer(SECCOMP_RET_ALLOW));
    check("scratch unwritten", BPF_STMT(BPF_LD | BPF_MEM, 3), answer(SECCOMP_RET_ALLOW));
    check("scratch too far", BPF_STMT(BPF_ST, 16), answer(SECCOMP_RET_ALLOW));
    check("scratch", load(nr), BPF_STMT(BPF_ST, 3), BPF_STMT(BPF_LDX | BPF_MEM, 3), BPF_STMT(BPF_ALU | BPF_NEG, 0),
          BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0), answer(SECCOMP_RET_ALLOW));
    check("unknown code", BPF_STMT(0x77, 0), answer(SECCOMP_RET_ALLOW));
}

int main(void) {
    answers();
    in_child("programs", programs());
    unsigned action = SECCOMP_RET_TRAP, unknown = 0x12340000;
    say("available: %s", result(syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action)));
    say("unavailable: %s", result(syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &unknown)));
    say("operation: %s", result(syscall(SYS_seccomp, 99, 0, NULL)));
    say("strict with flags: %s", result(syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 1, NULL)));
    in_child("as a user", setuid(1000); struct sock_filter all[] = {answer(SECCOMP_RET_ALLOW)};
             say("%s", result(install(all, 1, 0))));
    return 0;
}
