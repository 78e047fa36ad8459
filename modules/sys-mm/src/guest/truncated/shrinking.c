/*
 * shrinking FILE ROUNDS: two threads use 16 mapped pages of a file that a host process makes shorter and longer all the time, by all kinds of
 * accesses. Each one succeeds or is SIGBUS. Atomics are left out: the JVM does not survive a native compare-and-exchange that meets
 * the end of a file, and until they are compiled they are that.
 */
#include "say.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>

#define PAGE 4096L
#define BYTES (16 * PAGE)

static char *base;
static _Atomic long faults, wrong, accesses;
static _Thread_local sigjmp_buf back;

static void caught(int signal, siginfo_t *info, void *context) {
    (void)context;
    if (signal != SIGBUS || info->si_code != BUS_ADRERR) {
        wrong++;
        say("signal %d code %d at %p", signal, info->si_code, info->si_addr);
    }
    faults++;
    siglongjmp(back, 1);
}

static void use(int kind, char *at) {
    static volatile long sink;
    char copy[256];
    switch (kind) {
        case 0: { long sum = 0; for (int i = 0; i < 512; i++) sum += ((volatile char *)at)[i]; sink = sum; break; }
        case 1: { for (int i = 0; i < 64; i++) ((volatile long *)at)[i] = i; break; }
        case 2: memcpy(copy, at, sizeof copy); sink = copy[5]; break;
        case 3: memset(at, 3, 512); break;
        case 4: sink = strnlen(at, 300); break;
        case 5: ((volatile short *)at)[1] = 7; ((volatile char *)at)[9] = 7; ((volatile int *)at)[4] = 7; break;
        case 6: { int n = 0; for (int i = 0; i < 256; i++) if (((volatile unsigned char *)at)[i] & 0x80) n++; sink = n; break; }
        case 7: { int n = 0; for (int i = 0; i < 64; i++) if (((volatile unsigned *)at)[i] & 0x100) n++; sink = n; break; }
    }
}

static void *work(void *argument) {
    long rounds = (long)argument;
    static _Atomic unsigned seeds = 1;
    unsigned seed = seeds++;
    for (volatile long i = 0; i < rounds; i++) {
        volatile int kind = rand_r(&seed) % 8;
        volatile long offset = PAGE + rand_r(&seed) % (15 * 7) * 512;
        if (offset > BYTES - 1024) offset = BYTES - 1024;
        accesses++;
        if (!sigsetjmp(back, 0)) use(kind, base + offset);
    }
    return NULL;
}

int main(int argc, char **argv) {
    struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
    int fd = open(argv[1], O_RDWR);
    base = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, work, (void *)atol(argv[2]));
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    say("%ld accesses, %s, %ld wrong", accesses, faults > 0 ? "some faults" : "no fault", wrong);
    return 0;
}
