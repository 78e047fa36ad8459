/*
 * truncated FILE ROUNDS FLAGS: maps 16 pages of a file, reads them ROUNDS times, says "ready" and waits for a byte: meanwhile a host process
 * shortens the file to four pages. Then says what it meets. With FLAGS 0x800 (MAP_DENYWRITE) the mapping looks like a loader's.
 */
#include "faults.h"

#define PAGE 4096L

__attribute__((noinline)) static long sum(void) {
    long total = 0;
    for (long i = 0; i < 16 * PAGE; i += 8) total += *(volatile long *)(base + i);
    return total;
}

int main(int argc, char **argv) {
    struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO};
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
    int fd = open(argv[1], O_RDWR);
    base = mmap(NULL, 16 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | strtol(argv[3], NULL, 0), fd, 0);
    volatile long total = 0;
    for (int i = atoi(argv[2]); i > 0; i--) total += sum();
    say("ready");
    char go;
    read(0, &go, 1);
    if (total != 0) {
        if (sigsetjmp(back, 1)) say("sum: signal %d code %d %s", code / 100, code % 100, fault >= 4 * PAGE && fault < 16 * PAGE ? "in what is gone" : "elsewhere");
        else say("sum: %ld", sum());
    }
    touch("read", 2 * PAGE, 0);
    touch("read", 9 * PAGE + 4, 0);
    touch("read again", 9 * PAGE + 4, 0);
    touch("write", 10 * PAGE + 1, 1);
    touch("write", 3 * PAGE, 1);
    int pipes[2];
    pipe(pipes);
    say("to a pipe: %s", result(write(pipes[1], base + 4 * PAGE - 10, 100)));
    say("from a pipe: %s", result(read(pipes[0], base + 4 * PAGE - 5, 10)));
    return 0;
}
