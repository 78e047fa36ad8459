/* Handlers, masks, queues, alternate stacks, restarts, faults. */
#include "say.h"
#include <ucontext.h>

static int order[32], values[32], orders;
static void note(int signal, siginfo_t *info, void *context) {
    (void)context;
    if (orders < 32) { order[orders] = signal; values[orders++] = info->si_code == SI_QUEUE ? info->si_value.sival_int : -1; }
}

static void handle(int signal, void (*handler)(int, siginfo_t *, void *), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO | flags;
    sigaction(signal, &action, NULL);
}

static void mask(int how, int signal) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(how, &set, NULL);
}

static void queues(void) {
    int rt = SIGRTMIN + 2;
    handle(rt, note, 0);
    handle(SIGRTMIN + 1, note, 0);
    handle(SIGUSR1, note, 0);
    mask(SIG_BLOCK, rt);
    mask(SIG_BLOCK, SIGRTMIN + 1);
    mask(SIG_BLOCK, SIGUSR1);
    for (int i = 0; i < 3; i++) {
        union sigval value = {.sival_int = i};
        sigqueue(getpid(), rt, value);
        sigqueue(getpid(), SIGUSR1, value);
    }
    raise(SIGRTMIN + 1);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, rt);
    sigaddset(&set, SIGRTMIN + 1);
    sigaddset(&set, SIGUSR1);
    sigset_t pending;
    sigpending(&pending);
    say("pending %d %d %d", sigismember(&pending, rt), sigismember(&pending, SIGRTMIN + 1), sigismember(&pending, SIGUSR1));
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    for (int i = 0; i < orders; i++) say("handler %s value %d", order[i] == SIGUSR1 ? "usr1" : order[i] == rt ? "rt2" : "rt1", values[i]);
    say("bad signal: %s", result(kill(getpid(), 65)));
    say("bad sigaction: %s", result(sigaction(SIGKILL, &(struct sigaction){.sa_handler = SIG_IGN}, NULL)));
    say("read it: %s", result(sigaction(SIGKILL, NULL, &(struct sigaction){0})));
    union sigval value = {0};
    say("sigqueue nobody: %s", result(sigqueue(0x3ffff0, 0, value)));
}

static volatile int depth, deepest, raised;
static void nest(int signal, siginfo_t *info, void *context) {
    (void)info, (void)context;
    depth++;
    if (depth > deepest) deepest = depth;
    if (raised++ < 2) raise(signal);
    depth--;
}

static void flags(void) {
    handle(SIGUSR1, nest, 0);
    raise(SIGUSR1);
    say("blocked while it runs: depth %d", deepest);
    deepest = raised = 0;
    handle(SIGUSR1, nest, SA_NODEFER);
    raise(SIGUSR1);
    say("SA_NODEFER: depth %d", deepest);
    handle(SIGUSR1, note, SA_RESETHAND);
    raise(SIGUSR1);
    struct sigaction now;
    sigaction(SIGUSR1, NULL, &now);
    say("SA_RESETHAND: default %d", now.sa_handler == SIG_DFL);
}

static char alternate[65536];
static stack_t during;
static void *where;
static void on_stack(int signal, siginfo_t *info, void *context) {
    (void)signal, (void)info, (void)context;
    int local;
    where = &local;
    sigaltstack(NULL, &during);
    stack_t other = {.ss_sp = alternate, .ss_size = sizeof alternate};
    say("change while on it: %s", result(sigaltstack(&other, NULL)));
}

static void stacks(void) {
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    stack_t small = {.ss_sp = alternate, .ss_size = 100};
    stack_t odd = {.ss_sp = alternate, .ss_size = sizeof alternate, .ss_flags = 77};
    say("too small: %s", result(sigaltstack(&small, NULL)));
    say("bad flags: %s", result(sigaltstack(&odd, NULL)));
    sigaltstack(&stack, NULL);
    handle(SIGUSR2, on_stack, SA_ONSTACK);
    raise(SIGUSR2);
    say("on it: %d, flags %d", (char *)where >= alternate && (char *)where < alternate + sizeof alternate, during.ss_flags);
    sigaltstack(NULL, &during);
    say("after: flags %d", during.ss_flags);
}

static void nothing(int signal, siginfo_t *info, void *context) { (void)signal, (void)info, (void)context; }

static void restarts(void) {
    int ends[2];
    for (int restart = 0; restart < 2; restart++) {
        pipe(ends);
        handle(SIGALRM, nothing, restart ? SA_RESTART : 0);
        pid_t child = fork();
        if (child == 0) {
            usleep(100000);
            kill(getppid(), SIGALRM);
            usleep(100000);
            write(ends[1], "x", 1);
            _exit(0);
        }
        char c;
        say("read, %s: %s", restart ? "SA_RESTART" : "no restart", result(read(ends[0], &c, 1)));
        waitpid(child, NULL, 0);
        close(ends[0]);
        close(ends[1]);
    }
    handle(SIGALRM, nothing, SA_RESTART);
    pid_t child = fork();
    if (child == 0) { usleep(100000); kill(getppid(), SIGALRM); _exit(0); }
    say("poll is not restarted: %s", result(poll(NULL, 0, 5000)));
    waitpid(child, NULL, 0);
    child = fork();
    if (child == 0) { usleep(100000); kill(getppid(), SIGALRM); _exit(0); }
    say("pause: %s", result(pause()));
    waitpid(child, NULL, 0);
    child = fork();
    if (child == 0) { struct timespec t = {0, 300000000}; _exit(nanosleep(&t, NULL) == 0 ? 0 : 1); }
    usleep(100000);
    kill(child, SIGSTOP);
    int status;
    waitpid(child, &status, WUNTRACED);
    kill(child, SIGCONT);
    waitpid(child, &status, 0);
    say("a sleep survives a stop: %s", status_text(status));
}

static void waiting(void) {
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    orders = 0;
    handle(SIGUSR1, note, 0);
    raise(SIGUSR1);
    sigset_t none;
    sigemptyset(&none);
    say("sigsuspend: %s", result(sigsuspend(&none)));
    say("handled %d", orders);
    sigprocmask(SIG_SETMASK, NULL, &none);
    say("mask is back: %d", sigismember(&none, SIGUSR1));
    struct timespec moment = {0, 10000000};
    say("sigtimedwait, none: %s", result(sigtimedwait(&set, NULL, &moment)));
    pid_t child = fork();
    if (child == 0) { usleep(50000); kill(getppid(), SIGUSR1); _exit(0); }
    siginfo_t info;
    int taken = sigwaitinfo(&set, &info);
    say("sigwaitinfo: %d code %d from child %d", taken == SIGUSR1, info.si_code, info.si_pid == child);
    waitpid(child, NULL, 0);
    sigprocmask(SIG_SETMASK, &old, NULL);
}

static void *expected;
static void fault(int signal, siginfo_t *info, void *context) {
    (void)context;
    printf("%s code %d address %s\n", sigabbrev_np(signal), info->si_code, info->si_addr == expected ? "right" : "wrong");
    fflush(stdout);
    _exit(0);
}

static void catch_faults(void) {
    int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP};
    for (int i = 0; i < 4; i++) handle(signals[i], fault, SA_ONSTACK);
}

static void faults(void) {
    char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    in_child("not mapped", munmap(page, 8192); catch_faults(); expected = page + 77; *(volatile char *)(page + 77));
    in_child("read only", mprotect(page, 4096, PROT_READ); catch_faults(); expected = page + 5; *(volatile char *)(page + 5) = 1);
    in_child("no access", mprotect(page, 4096, PROT_NONE); catch_faults(); expected = page; *(volatile char *)page);
    in_child("not executable", catch_faults(); expected = page; ((void (*)(void))page)());
    char name[] = "/tmp/signals-XXXXXX";
    int file = mkstemp(name);
    unlink(name);
    ftruncate(file, 4096);
    char *mapped = mmap(NULL, 8192, PROT_READ, MAP_SHARED, file, 0);
    in_child("beyond the file", catch_faults(); expected = mapped + 4096; *(volatile char *)(mapped + 4096));
    in_child("blocked fault kills", mask(SIG_BLOCK, SIGSEGV); catch_faults(); *(volatile char *)8);
    in_child("ignored fault kills", signal(SIGSEGV, SIG_IGN); *(volatile char *)8);
    in_child("stack gone", catch_faults(); handle(SIGUSR1, note, 0); struct rlimit r; getrlimit(RLIMIT_STACK, &r); (void)r;
             stack_t off = {.ss_flags = SS_DISABLE}; sigaltstack(&off, NULL);
             char *volatile wild = (char *)64;
#if defined(__aarch64__)
             __asm__ volatile("mov sp, %0\n mov x8, #172\n svc #0\n ldr x1, [x8, #-1]" ::"r"(wild) : "x0", "x1", "x8", "memory"));
#else
             __asm__ volatile("mov %0, %%rsp\n mov $39, %%eax\n syscall\n mov -1, %%rax" ::"r"(wild) : "rax", "rcx", "r11", "memory"));
#endif
}

int main(void) {
    queues();
    flags();
    stacks();
    restarts();
    waiting();
    faults();
    return 0;
}
