/* wait4(2), waitid(2), zombies, orphans, stops. */
#include "say.h"

static volatile sig_atomic_t children;
static void count(int signal) { (void)signal; children++; }

static void statuses(void) {
    in_child("exit 300", _exit(300));
    in_child("killed", kill(getpid(), SIGKILL));
    in_child("aborted", abort());
    in_child("segv", raise(SIGSEGV));
    in_child("rt", raise(SIGRTMIN + 3));
    in_child("ignored by default", raise(SIGWINCH); raise(SIGURG); raise(SIGCONT));
    say("nobody: %s", result(waitpid(-1, NULL, 0)));
    say("not mine: %s", result(waitpid(1, NULL, 0)));
    say("bad options: %s", result(waitpid(-1, NULL, 0x1000)));
    say("min: %s", result(waitpid(-2147483647 - 1, NULL, 0)));
}

static void nonblocking(void) {
    int gate[2];
    pipe(gate);
    pid_t child = fork();
    if (child == 0) {
        char c;
        close(gate[1]);
        read(gate[0], &c, 1);
        _exit(4);
    }
    close(gate[0]);
    say("nohang: %s", result(waitpid(child, NULL, WNOHANG)));
    siginfo_t info;
    memset(&info, 0x55, sizeof info);
    say("waitid nohang: %s", result(waitid(P_PID, child, &info, WEXITED | WNOHANG)));
    say("nobody yet: signal %d pid %d", info.si_signo, info.si_pid);
    close(gate[1]);
    say("waitid nowait: %s", result(waitid(P_PID, child, &info, WEXITED | WNOWAIT)));
    say("code %d status %d mine %d uid %d", info.si_code, info.si_status, info.si_pid == child, info.si_uid == getuid());
    say("kill zombie: %s", result(kill(child, 0)));
    struct rusage usage;
    memset(&usage, 0x55, sizeof usage);
    int status;
    say("wait4: %d", wait4(child, &status, 0, &usage) == child);
    say("%s, usage %d", status_text(status), usage.ru_utime.tv_sec == 0 && usage.ru_nsignals == 0);
    say("again: %s", result(waitpid(child, &status, 0)));
    say("kill reaped: %s", result(kill(child, 0)));
    say("waitid without events: %s", result(waitid(P_ALL, 0, &info, WNOHANG)));
}

static void stops(void) {
    int status;
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0); /* SIGTSTP does not stop a group that nobody outside it looks after. */
        raise(SIGSTOP);
        raise(SIGTSTP);
        _exit(9);
    }
    waitpid(child, &status, WUNTRACED);
    say("%s", status_text(status));
    say("reported once: %s", result(waitpid(child, &status, WUNTRACED | WNOHANG)));
    kill(child, SIGCONT);
    waitpid(child, &status, WCONTINUED);
    say("%s", status_text(status));
    siginfo_t info;
    waitid(P_PID, child, &info, WSTOPPED | WEXITED);
    say("code %d status %s", info.si_code, sigabbrev_np(info.si_status));
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    say("%s", status_text(status));
}

static void groups(void) {
    pid_t one = fork();
    if (one == 0) { setpgid(0, 0); pause(); }
    setpgid(one, one);
    pid_t two = fork();
    if (two == 0) { setpgid(0, one); pause(); }
    setpgid(two, one);
    say("group wait, none ready: %s", result(waitpid(-one, NULL, WNOHANG)));
    say("own group: %s", result(waitpid(0, NULL, 0)));
    say("kill group: %s", result(kill(-one, SIGTERM)));
    int first, second;
    pid_t a = waitpid(-one, &first, 0);
    pid_t b = waitpid(-one, &second, 0);
    say("both: %d, %s", (a == one && b == two) || (a == two && b == one), status_text(first));
    say("no such group: %s", result(kill(-one, SIGTERM)));
    say("setpgid stranger: %s", result(setpgid(1, 1)));
    say("setpgid negative: %s", result(setpgid(0, -5)));
    in_child("setsid", say("leader: %d", setsid() == getpid()); say("group: %d", getpgrp() == getpid());
             say("again: %s", result(setsid())); say("setpgid of leader: %s", result(setpgid(0, 0))));
}

static void ignoring(void) {
    signal(SIGCHLD, SIG_IGN);
    pid_t child = fork();
    if (child == 0) _exit(1);
    say("reaped by itself: %s", result(waitpid(child, NULL, 0)));
    signal(SIGCHLD, count);
    in_child("counted", _exit(0));
    say("SIGCHLD %d", children);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    in_child("blocked", _exit(0));
    sigset_t pending;
    sigpending(&pending);
    say("pending %d", sigismember(&pending, SIGCHLD));
    siginfo_t info;
    int taken = sigwaitinfo(&set, &info);
    say("taken %d code %d", taken == SIGCHLD, info.si_code);
    signal(SIGCHLD, SIG_DFL);
}

static void orphans(void) {
    int back[2];
    pipe(back);
    pid_t child = fork();
    if (child == 0) {
        pid_t parent = getpid();
        if (fork() == 0) {
            while (getppid() == parent) usleep(1000);
            char adopted = 'a';
            write(back[1], &adopted, 1);
            _exit(0);
        }
        _exit(0);
    }
    waitpid(child, NULL, 0);
    char c = 0;
    read(back[0], &c, 1);
    say("orphan: %c", c);
}

static void vforked(void) {
    volatile int seen = 0;
    pid_t child = vfork();
    if (child == 0) {
        seen = 1;
        execl("/proc/self/exe", "waiting", "child", NULL);
        _exit(99);
    }
    int status;
    waitpid(child, &status, 0);
    say("vfork: seen %d, %s", seen, status_text(status));
    child = vfork();
    if (child == 0) { seen = 2; _exit(3); }
    waitpid(child, &status, 0);
    say("vfork: seen %d, %s", seen, status_text(status));
}

static void descriptors(void) {
    pid_t child = fork();
    if (child == 0) { pause(); _exit(0); }
    int pidfd = syscall(SYS_pidfd_open, child, 0);
    struct pollfd poller = {.fd = pidfd, .events = POLLIN};
    say("alive: %d", poll(&poller, 1, 0));
    say("closes on exec: %d", fcntl(pidfd, F_GETFD));
    say("bad signal: %s", result(syscall(SYS_pidfd_send_signal, pidfd, 99, NULL, 0)));
    say("send: %s", result(syscall(SYS_pidfd_send_signal, pidfd, SIGTERM, NULL, 0)));
    say("ended: %d", poll(&poller, 1, 10000));
    siginfo_t info;
    say("wait: %s", result(waitid(3 /* P_PIDFD */, pidfd, &info, WEXITED)));
    say("code %d status %d mine %d", info.si_code, info.si_status, info.si_pid == child);
    say("send again: %s", result(syscall(SYS_pidfd_send_signal, pidfd, SIGTERM, NULL, 0)));
    say("no pidfd: %s", result(syscall(SYS_pidfd_send_signal, 0, SIGTERM, NULL, 0)));
    say("nobody: %s", result(syscall(SYS_pidfd_open, 0x3ffff0, 0)));
    say("negative: %s", result(syscall(SYS_pidfd_open, -1, 0)));
    say("flags: %s", result(syscall(SYS_pidfd_open, getpid(), 1)));
}

/* Before there was pidfd_open(2), the directory of a process was its descriptor. */
static void directory(void) {
    pid_t child = fork();
    if (child == 0) { pause(); _exit(0); }
    char path[64];
    sprintf(path, "/proc/%d", child);
    int whole = open(path, O_DIRECTORY), place = open(path, O_PATH), other = open("/proc", O_DIRECTORY);
    strcat(path, "/fd");
    int part = open(path, O_DIRECTORY);
    say("a part: %s", result(syscall(SYS_pidfd_send_signal, part, 0, NULL, 0)));
    say("all processes: %s", result(syscall(SYS_pidfd_send_signal, other, 0, NULL, 0)));
    say("a place: %s", result(syscall(SYS_pidfd_send_signal, place, 0, NULL, 0)));
    siginfo_t info;
    say("to wait for: %s", result(waitid(3 /* P_PIDFD */, whole, &info, WEXITED)));
    say("send: %s", result(syscall(SYS_pidfd_send_signal, whole, SIGTERM, NULL, 0)));
    int status;
    waitpid(child, &status, 0);
    say("it: %s", status_text(status));
    say("send again: %s", result(syscall(SYS_pidfd_send_signal, whole, SIGTERM, NULL, 0)));
}

int main(int argc, char **argv) {
    if (argc > 1) return argv[1][0] == 'c' ? 21 : 1;
    statuses();
    nonblocking();
    stops();
    groups();
    ignoring();
    orphans();
    vforked();
    descriptors();
    directory();
    return 0;
}
