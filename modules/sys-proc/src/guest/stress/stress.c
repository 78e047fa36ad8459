/*
 * Processes with threads that signal, fork, execute, stop and kill one another at random. Each process is told at its birth how it
 * ends, and whoever waits for it knows that too: a status that differs is said and makes the whole fail.
 *
 * usage: stress PHASES MILLISECONDS PROCESSES THREADS SEED
 * After each phase, when all processes of it are gone, it says "phase N: COUNT processes" and waits for a line of its input, so that
 * the one who runs it can count what is left.
 */
#include "say.h"
#include <linux/futex.h>
#include <pthread.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/prctl.h>

enum { MOST = 1024, HARMLESS = 5 };
static const int harmless[HARMLESS] = {SIGUSR1, SIGUSR2, SIGWINCH, 40, 41};

enum ending { EXIT, EXIT_OF_THREAD, LEADER_FIRST, FATAL_SIGNAL, FAULT, EXECUTE, EXECUTE_OF_THREAD, KILLED, STOPPED_AND_KILLED, ENDINGS };

struct slot {
    _Atomic pid_t pid;
    _Atomic int awaits; /* Whether it runs until somebody kills it: 1 at once, 2 after a stop. */
    enum ending ending;
    int value;
};
/* Seen by all processes. */
static struct shared {
    struct slot slots[MOST];
    _Atomic long failures, signals, forks, spawns, ends;
    _Atomic int phase_over;
} *shared;

static int processes, threads;
static const char *self;

static void fail(const char *what, long wanted, long got) {
    printf("FAILED in %d: %s: wanted %lx, got %lx, errno %d\n", getpid(), what, wanted, got, errno);
    fflush(stdout);
    shared->failures++;
}

static unsigned long next(unsigned long *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}
static int below(unsigned long *state, int bound) { return (int)((next(state) >> 11) % (unsigned)bound); }

static void handler(int signal, siginfo_t *info, void *context) {
    (void)signal, (void)info, (void)context;
    shared->signals++;
}

static void handle_signals(void) {
    for (int i = 0; i < HARMLESS; i++) {
        struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | (i % 2 ? SA_RESTART : 0) | (i == 2 ? SA_ONSTACK : 0)};
        sigaction(harmless[i], &action, NULL);
    }
}

static void block_all(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
}

/* Ends the process as the program that it executes; what is pending must not meet the default action there. */
static _Noreturn void execute(int value) {
    char text[16];
    snprintf(text, sizeof text, "%d", value);
    block_all();
    execl(self, self, text, NULL);
    _exit(255);
}

static void wait_for(pid_t child, int options, int wanted, const char *what) {
    int status;
    pid_t got;
    while ((got = waitpid(child, &status, options)) < 0 && errno == EINTR);
    if (got != child) fail(what, child, got);
    else if (status != wanted) fail(what, wanted, status);
}

/* A child of the process goes with it. */
static pid_t descendant(void) {
    pid_t parent = getpid(), child = fork();
    if (child != 0) {
        if (child < 0) fail("fork", 0, child);
        shared->forks++;
        return child;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(254);
    return 0;
}

static void *quick(void *argument) { return argument; }
static void *executes(void *argument) { execute((int)(long)argument); return NULL; }

static _Noreturn void wait_for_ever(void) { for (;;) pause(); }

static void child_exits(unsigned long *state) {
    int value = below(state, 250);
    pid_t child = descendant();
    if (child == 0) _exit(value);
    if (child > 0) wait_for(child, 0, value << 8, "a child's exit");
}

static void child_spawned(unsigned long *state) {
    int value = below(state, 250);
    char text[16], *arguments[] = {(char *)self, text, NULL};
    snprintf(text, sizeof text, "%d", value);
    posix_spawnattr_t attributes;
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &all);
    pid_t child;
    int error = posix_spawn(&child, self, NULL, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    shared->spawns++;
    if (error) fail("posix_spawn", 0, error);
    else wait_for(child, 0, value << 8, "a spawned child's exit");
}

static void child_killed(unsigned long *state) {
    static const int deadly[] = {SIGKILL, SIGTERM, SIGINT, SIGPIPE, SIGALRM, 45};
    int signal = deadly[below(state, 6)];
    int stops = below(state, 2), ready[2];
    char c = 'r';
    if (pipe2(ready, O_CLOEXEC)) return fail("pipe", 0, -1);
    pid_t child = descendant();
    if (child == 0) {
        write(ready[1], &c, 1);
        wait_for_ever();
    }
    if (stops) /* Who is stopped before it can go with its parent stays for ever. */
        while (read(ready[0], &c, 1) < 0 && errno == EINTR);
    close(ready[0]);
    close(ready[1]);
    if (child < 0) return;
    if (stops) {
        kill(child, SIGSTOP);
        wait_for(child, WUNTRACED, SIGSTOP << 8 | 0x7f, "a child's stop");
        kill(child, SIGCONT);
        wait_for(child, WCONTINUED, 0xffff, "a child's continuation");
    }
    kill(child, signal);
    wait_for(child, 0, signal, "a child's kill");
}

static void child_with_threads(unsigned long *state) {
    int value = below(state, 250), execution = below(state, 2);
    pid_t child = descendant();
    if (child == 0) {
        pthread_t thread;
        for (int i = 0; i < 2; i++) pthread_create(&thread, NULL, quick, NULL);
        if (execution) {
            pthread_create(&thread, NULL, executes, (void *)(long)value);
            wait_for_ever();
        }
        _exit(value);
    }
    if (child > 0) wait_for(child, 0, value << 8, "a child with threads");
}

static void signal_somebody(unsigned long *state) {
    pid_t pid = shared->slots[below(state, processes)].pid;
    union sigval value = {.sival_int = below(state, 1000)};
    if (pid > 0 && below(state, 2)) kill(pid, harmless[below(state, HARMLESS)]);
    else if (pid > 0) sigqueue(pid, harmless[below(state, HARMLESS)], value);
}

static _Atomic pid_t tids[64];
static void signal_thread(unsigned long *state) {
    pid_t tid = tids[below(state, threads)];
    if (tid > 0) syscall(SYS_tgkill, getpid(), tid, harmless[below(state, HARMLESS)]);
}

static void touch_memory(unsigned long *state) {
    size_t size = (1 + below(state, 64)) * 4096;
    unsigned char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return fail("mmap", 0, -1);
    unsigned char value = (unsigned char)next(state);
    memset(memory, value, size);
    child_exits(state);
    for (size_t i = 0; i < size; i += 1021)
        if (memory[i] != value) { fail("memory", value, memory[i]); break; }
    munmap(memory, size);
}

static void use_pipe(unsigned long *state) {
    int ends[2];
    char text[100] = "", back[100];
    if (pipe2(ends, O_CLOEXEC)) return fail("pipe", 0, -1);
    int size = 1 + below(state, 99);
    memset(text, below(state, 250), size);
    pid_t child = descendant();
    if (child == 0) {
        if (write(ends[1], text, size) != size) _exit(253);
        _exit(0);
    }
    close(ends[1]);
    if (child > 0) {
        int got = 0, more;
        while ((more = read(ends[0], back + got, size - got)) > 0 || (more < 0 && errno == EINTR)) got += more > 0 ? more : 0;
        if (got != size || memcmp(text, back, size)) fail("pipe", size, got);
        wait_for(child, 0, 0, "a child that writes");
    }
    close(ends[0]);
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static long counts[2];
static void use_mutex(unsigned long *state) {
    for (int i = below(state, 100); i > 0; i--) {
        pthread_mutex_lock(&mutex);
        if (counts[0] != counts[1]) fail("mutex", counts[0], counts[1]);
        counts[0]++;
        if (i == 50) sched_yield();
        counts[1]++;
        pthread_mutex_unlock(&mutex);
    }
}

static void use_thread(unsigned long *state) {
    pthread_t thread;
    void *back, *value = (void *)next(state);
    if (pthread_create(&thread, NULL, quick, value)) return fail("thread", 0, 1);
    pthread_join(thread, &back);
    if (back != value) fail("a thread's result", (long)value, (long)back);
}

static void rest(unsigned long *state) {
    int word = 0;
    struct timespec time = {.tv_nsec = below(state, 3000000)};
    if (below(state, 2)) nanosleep(&time, NULL);
    else syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &time, NULL, 0);
}

static void one_step(unsigned long *state) {
    static void (*const steps[])(unsigned long *) = {
        child_exits,     child_spawned, child_killed, child_with_threads, signal_somebody, signal_somebody, signal_thread,
        signal_thread,   touch_memory,  use_pipe,     use_mutex,          use_mutex,       use_thread,      rest,
        signal_somebody, rest};
    steps[below(state, sizeof steps / sizeof *steps)](state);
}

struct work { unsigned long state; int number; };
static _Atomic int over;
static _Atomic int last_words; /* How its threads end; the status of the process is that of the last one. */
static void *works(void *argument) {
    struct work *work = argument;
    tids[work->number] = (pid_t)syscall(SYS_gettid);
    while (!over) one_step(&work->state);
    tids[work->number] = 0;
    syscall(SYS_exit, last_words);
    return NULL;
}

static void *ends(void *argument) { _exit((int)(long)argument); }

static void die(enum ending ending, int value) {
    pthread_t thread;
    switch (ending) {
    case EXIT: _exit(value);
    case EXIT_OF_THREAD: pthread_create(&thread, NULL, ends, (void *)(long)value); wait_for_ever();
    case LEADER_FIRST: last_words = value; over = 1; syscall(SYS_exit, value); break;
    case FATAL_SIGNAL: raise(value); _exit(252);
    case FAULT: *(volatile int *)8 = 1; _exit(251);
    case EXECUTE: execute(value);
    case EXECUTE_OF_THREAD: pthread_create(&thread, NULL, executes, (void *)(long)value); wait_for_ever();
    default: _exit(250);
    }
}

static int wanted_status(const struct slot *slot) {
    switch (slot->ending) {
    case FATAL_SIGNAL: case KILLED: return slot->value;
    case FAULT: return SIGSEGV;
    case STOPPED_AND_KILLED: return SIGKILL;
    default: return slot->value << 8;
    }
}

/* The life of one process: its threads work, and when it has worked enough it ends as it was told. */
static void live(struct slot *slot, unsigned long seed) {
    static struct work work[64];
    pthread_attr_t small;
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 131072);
    for (int i = 1; i < threads; i++) {
        pthread_t thread;
        work[i] = (struct work){seed * 31 + i * 977 + 1, i};
        if (pthread_create(&thread, &small, works, &work[i])) fail("thread", 0, 1);
    }
    tids[0] = getpid();
    int awaits = slot->ending == KILLED ? 1 : slot->ending == STOPPED_AND_KILLED ? 2 : 0;
    slot->awaits = awaits;
    for (int i = below(&seed, 12); i > 0 || awaits; i--) one_step(&seed);
    die(slot->ending, slot->value);
}

static void give_birth(struct slot *slot, unsigned long *state) {
    static const int deadly[] = {SIGKILL, SIGTERM, SIGHUP, SIGINT, SIGXCPU, 50};
    slot->ending = below(state, ENDINGS);
    int signalled = slot->ending == FATAL_SIGNAL || slot->ending == KILLED;
    slot->value = signalled ? deadly[below(state, 6)] : below(state, 250);
    slot->awaits = 0;
    unsigned long seed = next(state) | 1;
    pid_t child = fork();
    if (child == 0) live(slot, seed);
    if (child < 0) fail("birth", 0, child);
    slot->pid = child;
}

/* Kills those who wait for it. */
static void *kills(void *argument) {
    unsigned long state = (unsigned long)argument | 1;
    while (!over) {
        struct slot *slot = &shared->slots[below(&state, processes)];
        int how = slot->awaits;
        if (slot->pid > 0 && how) {
            slot->awaits = 0;
            if (how == 2) {
                kill(slot->pid, SIGSTOP);
                kill(slot->pid, SIGKILL);
            } else kill(slot->pid, slot->value);
        }
        struct timespec time = {.tv_nsec = 300000};
        nanosleep(&time, NULL);
    }
    return NULL;
}

static struct slot *slot_of(pid_t pid) {
    for (int i = 0; i < processes; i++)
        if (shared->slots[i].pid == pid) return &shared->slots[i];
    return NULL;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

/* Orphans come to the first process, too, which takes them without a question. */
static long phase(double seconds, unsigned long *state) {
    double end = now() + seconds;
    long born = processes;
    pthread_t killer;
    over = 0;
    for (int i = 0; i < processes; i++) give_birth(&shared->slots[i], state);
    pthread_create(&killer, NULL, kills, (void *)next(state));
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, 0);
        if (pid < 0 && errno == EINTR) continue;
        if (pid < 0) break;
        struct slot *slot = slot_of(pid);
        if (slot == NULL) continue;
        slot->pid = 0;
        shared->ends++;
        if (status != wanted_status(slot)) fail("an end", wanted_status(slot), status), printf("ending %d\n", slot->ending);
        if (now() < end) give_birth(slot, state), born++;
    }
    if (errno != ECHILD) fail("no more children", ECHILD, errno);
    over = 1;
    pthread_join(killer, NULL);
    return born;
}

int main(int argc, char **argv) {
    if (argc == 2) return atoi(argv[1]);
    if (argc < 6) return 2;
    self = argv[0];
    int phases = atoi(argv[1]);
    double seconds = atoi(argv[2]) / 1e3;
    processes = atoi(argv[3]);
    threads = atoi(argv[4]);
    unsigned long state = strtoul(argv[5], NULL, 0) * 2654435761u | 1;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    handle_signals();
    for (int i = 1; i <= phases; i++) {
        char line[16];
        long born = phase(seconds, &state);
        say("phase %d: %ld processes, %ld children, %ld spawned, %ld signals, %ld failures", i, born, (long)shared->forks,
            (long)shared->spawns, (long)shared->signals, (long)shared->failures);
        if (fgets(line, sizeof line, stdin) == NULL) break;
    }
    return shared->failures == 0 ? 0 : 1;
}
