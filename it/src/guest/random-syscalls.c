/*
 * Calls every system call number with random arguments, for a number of seconds: random-syscalls SECONDS SEED.
 * Children do the calling, so that exit, exec and wild pointers end one of them and not the run. A call that would end or
 * stop the whole run by design (kill of everybody) is left out; an endless sleep is ended by an alarm, or by the parent.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NUMBERS = 470, CALLS_OF_A_CHILD = 40 };

static uint64_t state;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static char *page;
static const char *const paths[] = {
    "/", ".", "..", "../../../../..", "/tmp", "/tmp/a", "/tmp/b", "/tmp/../../../etc/passwd", "/proc/self/root/..", "/proc/self/fd/0",
    "/proc/self/cwd", "/dev/null", "/dev/zero", "", "/proc/1/root", "/tmp/link", "/proc/self/mem", "/proc/self/maps",
};

static long argument(void) {
    switch (next() % 12) {
    case 0: return 0;
    case 1: return -1;
    case 2: return (long)next();
    case 3: return (long)(page + next() % 4096);
    case 4: return (long)page;
    case 5: return (long)paths[next() % (sizeof paths / sizeof *paths)];
    case 6: return -100;
    case 7: return 1L << next() % 64;
    case 8: return 4096 * (long)(next() % 16);
    default: return (long)(next() % 16);
    }
}

static int excluded(long number) {
    return number == SYS_kill || number == SYS_tgkill || number == SYS_tkill || number == SYS_rt_sigqueueinfo ||
           number == SYS_rt_tgsigqueueinfo || number == SYS_setsid || number == SYS_setpgid || number == SYS_reboot ||
           number == SYS_pidfd_send_signal;
}

static void child(uint64_t seed) {
    state = seed;
    alarm(1);
    page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 8192; i++) {
        page[i] = (char)next();
    }
    for (int i = 0; i < CALLS_OF_A_CHILD; i++) {
        long number = (long)(next() % NUMBERS);
        if (!excluded(number)) {
            syscall(number, argument(), argument(), argument(), argument(), argument(), argument());
        }
    }
    _exit(0);
}

/* Waits for a child, two seconds at most: it may have blocked its alarm and sleep for ever. SIGKILL must end it. */
static void reap(pid_t pid) {
    for (int i = 0; i < 2000; i++) {
        if (waitpid(pid, NULL, WNOHANG) != 0) {
            return;
        }
        usleep(1000);
    }
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
}

int main(int argc, char **argv) {
    long seconds = argc > 1 ? atol(argv[1]) : 5;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 1;
    time_t end = time(NULL) + seconds;
    long children = 0;
    while (time(NULL) < end) {
        pid_t pid = fork();
        if (pid == 0) {
            child(0x9E3779B97F4A7C15u * (seed + (uint64_t)children + 1) | 1);
        }
        if (pid < 0) {
            usleep(1000);
            continue;
        }
        children++;
        reap(pid);
    }
    printf("survived %s children\n", children > 0 ? "all" : "no");
    return children > 0 ? 0 : 1;
}
