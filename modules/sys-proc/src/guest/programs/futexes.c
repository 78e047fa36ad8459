/* futex(2): errors, wake-ups, requeues, priority-inheritance locks with their owners, and the calls of futex2. */
#include "say.h"
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic unsigned word, lock, other;
static _Atomic int ready, done;
static _Atomic int tids[8];

static long futex(void *address, int operation, unsigned value, void *timeout, void *second, unsigned third) {
    return syscall(SYS_futex, address, operation, value, timeout, second, third);
}

static int gettid_(void) { return syscall(SYS_gettid); }

/* Waits until a task sleeps in the kernel. */
static void until_asleep(int tid) {
    char path[64], text[512], state = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", tid);
    while (state != 'S') {
        FILE *file = fopen(path, "r");
        if (!file) return;
        if (fgets(text, sizeof text, file)) state = strrchr(text, ')')[2];
        fclose(file);
        usleep(1000);
    }
}

static pthread_t start(void *(*body)(void *), long argument) {
    pthread_t thread;
    tids[argument] = 0;
    pthread_create(&thread, NULL, body, (void *)argument);
    while (!tids[argument]) usleep(1000);
    until_asleep(tids[argument]);
    return thread;
}

static const char *joined(pthread_t thread) {
    void *value;
    pthread_join(thread, &value);
    errno = -(long)value;
    return result((long)value < 0 ? -1 : (long)value);
}
static void *answer(long value) { return (void *)(value == -1 ? -(long)errno : value); }

static void errors(void) {
    struct timespec past = {0, 1}, bad = {0, 1000000000};
    say("changed: %s", result(futex(&word, FUTEX_WAIT, 1, NULL, NULL, 0)));
    say("timeout: %s", result(futex(&word, FUTEX_WAIT, 0, &past, NULL, 0)));
    say("bad timeout: %s", result(futex(&word, FUTEX_WAIT, 0, &bad, NULL, 0)));
    say("unaligned: %s", result(futex((char *)&word + 1, FUTEX_WAIT, 0, NULL, NULL, 0)));
    say("unmapped: %s", result(futex((void *)4096, FUTEX_WAIT, 0, NULL, NULL, 0)));
    say("no bits: %s", result(futex(&word, FUTEX_WAIT_BITSET, 0, NULL, NULL, 0)));
    say("wake no bits: %s", result(futex(&word, FUTEX_WAKE_BITSET, 1, NULL, NULL, 0)));
    say("past: %s", result(futex(&word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, &past, NULL, -1)));
    say("unknown: %s", result(futex(&word, 77, 0, NULL, NULL, 0)));
    say("fd: %s", result(futex(&word, FUTEX_FD, 0, NULL, NULL, 0)));
    say("clock of a wake: %s", result(futex(&word, FUTEX_WAKE | FUTEX_CLOCK_REALTIME, 1, NULL, NULL, 0)));
    say("requeue -1: %s", result(futex(&word, FUTEX_REQUEUE, -1, NULL, &other, 0)));
    say("compare: %s", result(futex(&word, FUTEX_CMP_REQUEUE, 1, (void *)1, &other, 9)));
    say("nobody: %s", result(futex(&word, FUTEX_WAKE, 1, NULL, NULL, 0)));
    say("robust: %s", result(syscall(SYS_set_robust_list, &word, 8)));
    void *head;
    size_t length;
    say("robust of nobody: %s", result(syscall(SYS_get_robust_list, 0x3ffff0, &head, &length)));
}

static void *waits(void *index) { tids[(long)index] = gettid_(); return answer(futex(&word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0)); }

static void waking(void) {
    pthread_t a = start(waits, 1), b = start(waits, 2), c = start(waits, 3);
    say("requeued: %s", result(futex(&word, FUTEX_CMP_REQUEUE_PRIVATE, 1, (void *)1, &other, 0)));
    say("left: %s", result(futex(&word, FUTEX_WAKE_PRIVATE, 9, NULL, NULL, 0)));
    say("moved: %s", result(futex(&other, FUTEX_WAKE_PRIVATE, 9, NULL, NULL, 0)));
    say("%s", joined(a));
    say("%s", joined(b));
    say("%s", joined(c));
    a = start(waits, 1);
    say("wake op: %s", result(futex(&other, FUTEX_WAKE_OP_PRIVATE, 1, (void *)1, &word,
        FUTEX_OP(FUTEX_OP_ADD, 5, FUTEX_OP_CMP_EQ, 0))));
    say("%s, word %u", joined(a), word);
    word = 0;
}

static void *locks(void *index) {
    tids[(long)index] = gettid_();
    long value = futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    if (value == 0) {
        int mine = (lock & FUTEX_TID_MASK) == gettid_(), marked = (lock & FUTEX_WAITERS) != 0;
        value = futex(&lock, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0);
        if (value == 0) value = 100 + mine + 10 * marked;
    }
    return answer(value);
}

static void *dies_with_it(void *index) {
    tids[(long)index] = gettid_();
    futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    ready = 1;
    while (!done) usleep(1000);
    return NULL;
}

static void *second_first(void *index) {
    tids[(long)index] = gettid_();
    futex(&other, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    long value = futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    int error = errno;
    futex(&other, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    futex(&lock, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    errno = error;
    return answer(value);
}

static void inheriting(void) {
    struct timespec past = {1, 0};
    say("lock: %s", result(futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0)));
    say("mine: %d", lock == gettid_());
    say("again: %s", result(futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0)));
    say("try again: %s", result(futex(&lock, FUTEX_TRYLOCK_PI_PRIVATE, 0, NULL, NULL, 0)));
    pthread_t a = start(locks, 1), b = start(locks, 2);
    say("marked: %d", lock == (gettid_() | FUTEX_WAITERS));
    say("wake: %s", result(futex(&lock, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0)));
    long unlocked = futex(&lock, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    say("%s", joined(a));
    say("%s", joined(b));
    say("unlock: %ld, free: %x", unlocked, lock);
    say("unlock what is not mine: %s", result(futex(&lock, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0)));
    lock = 0x3ffff0;
    say("owner is nobody: %s", result(futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0)));
    lock = 0;
    a = start(dies_with_it, 1);
    while (!ready) usleep(1000);
    say("try: %s", result(futex(&lock, FUTEX_TRYLOCK_PI_PRIVATE, 0, NULL, NULL, 0)));
    say("timeout: %s", result(futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, &past, NULL, 0)));
    say("timeout of the other clock: %s", result(futex(&lock, 13 | FUTEX_PRIVATE_FLAG, 0, &past, NULL, 0)));
    b = start(locks, 2);
    done = 1;
    pthread_join(a, NULL);
    say("inherited: %s", joined(b));
    say("word %x", lock);
    lock = 0;
    futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    a = start(second_first, 1);
    say("circle: %s", result(futex(&other, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0)));
    futex(&lock, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    say("%s", joined(a));
    lock = other = 0;
}

static void *to_lock(void *index) {
    tids[(long)index] = gettid_();
    long value = futex(&word, FUTEX_WAIT_REQUEUE_PI_PRIVATE, 0, NULL, &lock, 0);
    if (value == 0) {
        value = 100 + ((lock & FUTEX_TID_MASK) == gettid_());
        futex(&lock, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    }
    return answer(value);
}

static void requeueing(void) {
    struct timespec past = {1, 0};
    say("to itself: %s", result(futex(&word, FUTEX_WAIT_REQUEUE_PI_PRIVATE, 0, NULL, &word, 0)));
    say("changed: %s", result(futex(&word, FUTEX_WAIT_REQUEUE_PI_PRIVATE, 1, NULL, &lock, 0)));
    say("timeout: %s", result(futex(&word, FUTEX_WAIT_REQUEUE_PI_PRIVATE, 0, &past, &lock, 0)));
    say("wake two: %s", result(futex(&word, FUTEX_CMP_REQUEUE_PI_PRIVATE, 2, NULL, &lock, 0)));
    say("none: %s", result(futex(&word, FUTEX_CMP_REQUEUE_PI_PRIVATE, 1, (void *)9, &lock, 0)));
    say("compare: %s", result(futex(&word, FUTEX_CMP_REQUEUE_PI_PRIVATE, 1, (void *)9, &lock, 5)));
    pthread_t a = start(to_lock, 1), b = start(to_lock, 2);
    say("wake: %s", result(futex(&word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0)));
    say("plain requeue: %s", result(futex(&word, FUTEX_CMP_REQUEUE_PRIVATE, 0, (void *)9, &other, 0)));
    say("to another lock: %s", result(futex(&word, FUTEX_CMP_REQUEUE_PI_PRIVATE, 1, (void *)9, &other, 0)));
    futex(&lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    say("requeue: %s", result(futex(&word, FUTEX_CMP_REQUEUE_PI_PRIVATE, 1, (void *)9, &lock, 0)));
    futex(&lock, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0);
    say("%s", joined(a));
    say("%s", joined(b));
    a = start(to_lock, 1);
    long requeued = futex(&word, FUTEX_CMP_REQUEUE_PI_PRIVATE, 1, (void *)0, &lock, 0);
    say("%s", joined(a));
    say("requeue to a free lock: %ld", requeued);
    a = start(waits, 1);
    say("requeue of a plain one: %s", result(futex(&word, FUTEX_CMP_REQUEUE_PI_PRIVATE, 1, (void *)0, &lock, 0)));
    futex(&word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    joined(a);
}

#define futex_wake2(...) syscall(454, __VA_ARGS__)
#define futex_wait2(...) syscall(455, __VA_ARGS__)
#define futex_requeue2(...) syscall(456, __VA_ARGS__)
struct waitv { unsigned long long value, address; unsigned flags, reserved; };
static void *waits2(void *index) { tids[(long)index] = gettid_(); return answer(futex_wait2(&word, 0L, 2L, 0x82, NULL, 0)); }

static void second_interface(void) {
    struct timespec past = {1, 0};
    say("changed: %s", result(futex_wait2(&word, 1L, -1u, 0x82, NULL, CLOCK_MONOTONIC)));
    say("timeout: %s", result(futex_wait2(&word, 0L, -1u, 0x82, &past, CLOCK_REALTIME)));
    say("clock: %s", result(futex_wait2(&word, 0L, -1u, 0x82, &past, CLOCK_BOOTTIME)));
    say("no size: %s", result(futex_wait2(&word, 0L, -1u, 0x80, &past, CLOCK_MONOTONIC)));
    say("no bits: %s", result(futex_wait2(&word, 0L, 0L, 0x82, &past, CLOCK_MONOTONIC)));
    say("wide value: %s", result(futex_wait2(&word, 1L << 32, -1u, 0x82, &past, CLOCK_MONOTONIC)));
    say("wide bits: %s", result(futex_wake2(&word, -1L, 1, 0x82)));
    say("nobody: %s", result(futex_wake2(&word, -1u, 1, 0x82)));
    pthread_t a = start(waits2, 1), b = start(waits2, 2);
    say("wake none: %s", result(futex_wake2(&word, -1u, 0, 0x82)));
    say("wake other bits: %s", result(futex_wake2(&word, 1L, 1, 0x82)));
    struct waitv both[2] = {{0, (unsigned long)&word, 0x82}, {0, (unsigned long)&other, 0x82}};
    say("requeue: %s", result(futex_requeue2(both, 0, 1, 1)));
    say("requeue with flags: %s", result(futex_requeue2(both, 1, 1, 1)));
    both[0].value = 5;
    say("compare: %s", result(futex_requeue2(both, 0, 1, 1)));
    say("wake moved: %s", result(futex_wake2(&other, 2L, 9, 0x82)));
    say("%s", joined(a));
    say("%s", joined(b));
}

static void robust(void) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_t *mutex = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    say("init %d", pthread_mutex_init(mutex, &attributes));
    in_child("dies with it", say("lock %d", pthread_mutex_lock(mutex)); _exit(1));
    say("owner died: %d", pthread_mutex_lock(mutex) == EOWNERDEAD);
    say("consistent %d", pthread_mutex_consistent(mutex));
    int status;
    pid_t child = fork();
    if (child == 0) _exit(pthread_mutex_lock(mutex) == 0 && pthread_mutex_unlock(mutex) == 0 ? 7 : 8);
    usleep(30000);
    say("unlock %d", pthread_mutex_unlock(mutex));
    waitpid(child, &status, 0);
    say("child: %s", status_text(status));
}

int main(void) {
    errors();
    waking();
    inheriting();
    requeueing();
    second_interface();
    robust();
    return 0;
}
