/* What processes and threads cost. usage: processes NAME ROUNDS [MEBIBYTES]; prints the microseconds of one round. */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void forks(long rounds) {
    for (long i = 0; i < rounds; i++) {
        pid_t child = fork();
        if (child == 0) _exit(0);
        waitpid(child, NULL, 0);
    }
}

static char *self;
static void executes(long rounds) {
    for (long i = 0; i < rounds; i++) {
        pid_t child = vfork();
        if (child == 0) { execl(self, self, "quit", NULL); _exit(1); }
        waitpid(child, NULL, 0);
    }
}
static void fork_executes(long rounds) {
    for (long i = 0; i < rounds; i++) {
        pid_t child = fork();
        if (child == 0) { execl(self, self, "quit", NULL); _exit(1); }
        waitpid(child, NULL, 0);
    }
}

static void pipes(long rounds) {
    int there[2], back[2];
    char c = 'x';
    pipe(there);
    pipe(back);
    pid_t child = fork();
    if (child == 0) {
        for (long i = 0; i < rounds; i++) { read(there[0], &c, 1); write(back[1], &c, 1); }
        _exit(0);
    }
    for (long i = 0; i < rounds; i++) { write(there[1], &c, 1); read(back[0], &c, 1); }
    waitpid(child, NULL, 0);
}

static void turn(_Atomic int *word, int mine, long rounds) {
    for (long i = 0; i < rounds; i++) {
        while (atomic_load(word) != mine) syscall(SYS_futex, word, FUTEX_WAIT, !mine, NULL, NULL, 0);
        atomic_store(word, !mine);
        syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
}
static void futexes(long rounds) {
    _Atomic int *word = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0) { turn(word, 1, rounds); _exit(0); }
    turn(word, 0, rounds);
    waitpid(child, NULL, 0);
}

static void *quits(void *argument) { return argument; }
static void threads(long rounds) {
    pthread_t all[1000];
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (long done = 0; done < rounds; done += 1000) {
        for (int i = 0; i < 1000; i++) pthread_create(&all[i], &small, quits, NULL);
        for (int i = 0; i < 1000; i++) pthread_join(all[i], NULL);
    }
}

static void mutexes(long rounds) {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    for (long i = 0; i < rounds; i++) { pthread_mutex_lock(&mutex); pthread_mutex_unlock(&mutex); }
}

int main(int argc, char **argv) {
    static const struct { const char *name; void (*body)(long); } bodies[] = {
        {"fork", forks}, {"vfork+exec", executes}, {"fork+exec", fork_executes}, {"pipe", pipes},
        {"futex", futexes}, {"threads", threads}, {"mutex", mutexes}};
    if (argc < 3) return argc == 2 ? 0 : 2; /* What is executed has one argument. */
    self = argv[0];
    long rounds = atol(argv[2]), size = argc > 3 ? atol(argv[3]) << 20 : 0;
    if (size) memset(mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 1, size);
    for (unsigned i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        if (strcmp(argv[1], bodies[i].name)) continue;
        bodies[i].body(1 + rounds / 10); /* Warms up whatever wants to be warm. */
        double start = now();
        bodies[i].body(rounds);
        printf("%.2f\n", (now() - start) / rounds);
        return 0;
    }
    return 2;
}
