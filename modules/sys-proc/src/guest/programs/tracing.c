/* ptrace(2): stops for signals, system calls, events and groups; memory, siginfo, how a tracer learns of ends. */
#include "say.h"
#include <elf.h>
#include <linux/ptrace.h>
#include <pthread.h>
#include <sys/uio.h>

extern long ptrace(int, ...);
#define TRACEME 0
#define PEEK 2
#define POKE 5
#define CONT 7
#define STEP 9
#define ATTACH 16
#define DETACH 17
#define SYSCALL 24

static const char *stop_text(int status) {
    static char text[64];
    if (!WIFSTOPPED(status)) return status_text(status);
    int signal = WSTOPSIG(status) & 0x7f;
    snprintf(text, sizeof text, "%s%s event %d", sigabbrev_np(signal), WSTOPSIG(status) & 0x80 ? "|0x80" : "", status >> 16);
    return text;
}

static int await(pid_t child) {
    int status = -1;
    if (waitpid(child, &status, __WALL) < 0) say("wait: %s", strerrorname_np(errno));
    return status;
}

static pid_t traced(void (*body)(void)) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        ptrace(TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        body();
        _exit(0);
    }
    return child;
}

static volatile long value = 41;
static volatile sig_atomic_t caught;
static void catch(int signal, siginfo_t *info, void *context) { caught = info->si_value.sival_int; }

static void signals_body(void) {
    struct sigaction action = {.sa_sigaction = catch, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    raise(SIGUSR2);
    raise(SIGCHLD);
    _exit(value == 42 && caught == 7 ? 3 : 4);
}

static void signals(void) {
    pid_t child = traced(signals_body);
    say("%s", stop_text(await(child)));
    siginfo_t info;
    say("siginfo: %s", result(ptrace(PTRACE_GETSIGINFO, child, 0, &info)));
    say("signal %d code %d", info.si_signo, info.si_code);
    say("value %ld", ptrace(PEEK, child, &value, 0));
    say("poke: %s", result(ptrace(POKE, child, &value, 42)));
    errno = 0;
    say("peek nowhere: %s", result(ptrace(PEEK, child, 4096, 0)));
    say("cont: %s", result(ptrace(CONT, child, 0, 0)));
    say("%s", stop_text(await(child)));
    ptrace(PTRACE_GETSIGINFO, child, 0, &info);
    info.si_value.sival_int = 7;
    say("set siginfo: %s", result(ptrace(PTRACE_SETSIGINFO, child, 0, &info)));
    ptrace(CONT, child, 0, SIGUSR1);
    say("%s", stop_text(await(child)));
    say("bad signal: %s", result(ptrace(CONT, child, 0, 99)));
    say("suppress: %s", result(ptrace(CONT, child, 0, 0)));
    say("ignored ones too: %s", stop_text(await(child)));
    ptrace(CONT, child, 0, 0);
    say("%s", stop_text(await(child)));
    say("gone: %s", result(ptrace(CONT, child, 0, 0)));
}

static void calls_body(void) { syscall(SYS_getppid); syscall(SYS_close, 99); }

static void calls(void) {
    pid_t child = traced(calls_body);
    await(child);
    say("options: %s", result(ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD)));
    say("bad options: %s", result(ptrace(PTRACE_SETOPTIONS, child, 0, 1 << 30)));
    for (int i = 0; i < 5; i++) {
        ptrace(SYSCALL, child, 0, 0);
        int status = await(child);
        struct ptrace_syscall_info info;
        memset(&info, 0, sizeof info);
        long size = ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
            say("%s: %ld bytes, enters %s, first argument %lld", stop_text(status), size,
                info.entry.nr == SYS_getppid ? "getppid" : info.entry.nr == SYS_close ? "close"
                : info.entry.nr == SYS_exit_group ? "exit_group" : "another",
                info.entry.nr == SYS_getppid ? 0LL : (long long)info.entry.args[0]);
        else
            say("%s: %ld bytes, op %d, error %d value %d", stop_text(status), size, info.op, info.exit.is_error,
                info.exit.rval == getpid() ? 1 : (int)info.exit.rval);
    }
    ptrace(CONT, child, 0, 0);
    say("%s", stop_text(await(child)));
}

static void forks_body(void) {
    pid_t child = fork();
    if (child == 0) _exit(5);
    waitpid(child, NULL, 0);
    execl("/proc/self/exe", "tracing", "executed", NULL);
}

static void events(void) {
    pid_t child = traced(forks_body), second = 0;
    await(child);
    ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACEFORK | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT);
    ptrace(CONT, child, 0, 0);
    unsigned long message;
    say("%s", stop_text(await(child)));
    ptrace(PTRACE_GETEVENTMSG, child, 0, &message);
    second = message;
    say("%s", stop_text(await(second)));
    ptrace(CONT, child, 0, 0);
    ptrace(CONT, second, 0, 0);
    say("second: %s", stop_text(await(second)));
    ptrace(PTRACE_GETEVENTMSG, second, 0, &message);
    say("exits with %s", status_text(message));
    ptrace(CONT, second, 0, 0);
    say("second: %s", stop_text(await(second)));
    say("%s", stop_text(await(child)));
    ptrace(CONT, child, 0, 0);
    say("%s", stop_text(await(child)));
    ptrace(PTRACE_GETEVENTMSG, child, 0, &message);
    say("same task %d", message == child);
    ptrace(CONT, child, 0, 0);
    say("%s", stop_text(await(child)));
    ptrace(CONT, child, 0, 0);
    say("%s", stop_text(await(child)));
}

static void attaching(void) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) for (;;) pause();
    say("not traced: %s", result(ptrace(CONT, child, 0, 0)));
    say("attach: %s", result(ptrace(ATTACH, child, 0, 0)));
    say("%s", stop_text(await(child)));
    say("twice: %s", result(ptrace(ATTACH, child, 0, 0)));
    say("oneself: %s", result(ptrace(ATTACH, getpid(), 0, 0)));
    say("nobody: %s", result(ptrace(ATTACH, 0x3ffff0, 0, 0)));
    say("detach: %s", result(ptrace(DETACH, child, 0, 0)));
    say("detach again: %s", result(ptrace(DETACH, child, 0, 0)));
    say("seize: %s", result(ptrace(PTRACE_SEIZE, child, 0, 0)));
    say("running: %s", result(ptrace(CONT, child, 0, 0)));
    say("interrupt: %s", result(ptrace(PTRACE_INTERRUPT, child, 0, 0)));
    say("%s", stop_text(await(child)));
    ptrace(CONT, child, 0, 0);
    kill(child, SIGSTOP);
    say("signal: %s", stop_text(await(child)));
    ptrace(CONT, child, 0, SIGSTOP);
    say("group: %s", stop_text(await(child)));
    say("listen: %s", result(ptrace(PTRACE_LISTEN, child, 0, 0)));
    kill(child, SIGCONT);
    say("notified: %s", stop_text(await(child)));
    ptrace(CONT, child, 0, 0);
    say("signal: %s", stop_text(await(child)));
    ptrace(CONT, child, 0, SIGKILL);
    say("%s", stop_text(await(child)));
}

static void stepping_body(void) { for (volatile int i = 0; i < 10; i++) ; }

static void stepping(void) {
    pid_t child = traced(stepping_body);
    await(child);
    int steps = 0, status = 0;
    while (steps < 20) {
        ptrace(STEP, child, 0, 0);
        status = await(child);
        if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP) break;
        steps++;
    }
    say("%d steps, %s", steps, stop_text(status));
    kill(child, SIGKILL);
    say("%s", stop_text(await(child)));
}

static void fault_body(void) { *(volatile int *)8 = 1; }

static void faults(void) {
    pid_t child = traced(fault_body);
    await(child);
    ptrace(CONT, child, 0, 0);
    say("%s", stop_text(await(child)));
    siginfo_t info;
    ptrace(PTRACE_GETSIGINFO, child, 0, &info);
    say("code %d address %ld", info.si_code, (long)info.si_addr);
    ptrace(CONT, child, 0, SIGSEGV);
    say("%s", stop_text(await(child)));
}

int main(int argc, char **argv) {
    if (argc > 1) return 6;
    signals();
    calls();
    events();
    attaching();
    stepping();
    faults();
    return 0;
}
