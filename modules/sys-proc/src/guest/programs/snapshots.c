/* fork(2) is a snapshot of one moment: no torn structure, no later write of the parent; shared memory stays shared. */
#include "say.h"
#include <pthread.h>
#include <stdatomic.h>

enum { WRITERS = 4, PAGES = 1024, FORKS = 60 };
static volatile long *stripes[WRITERS];
static _Atomic int stop;

/* Writes a generation into each page of its stripe, from the first to the last, for ever. */
static void *writes(void *argument) {
    volatile long *stripe = stripes[(long)argument];
    for (long generation = 1; !stop; generation++)
        for (int page = 0; page < PAGES; page++) stripe[page * 512] = generation;
    return NULL;
}

/* At any moment a stripe has one generation up to some page, and the one before it from there on. */
static int whole(void) {
    for (int writer = 0; writer < WRITERS; writer++) {
        long first = stripes[writer][0], changes = 0, last = first;
        for (int page = 1; page < PAGES; page++) {
            long now = stripes[writer][page * 512];
            if (now != last && (now != first - 1 || ++changes > 1)) return 0;
            last = now;
        }
    }
    return 1;
}

static void torn(void) {
    pthread_t threads[WRITERS];
    for (int i = 0; i < WRITERS; i++)
        stripes[i] = mmap(NULL, PAGES * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (long i = 0; i < WRITERS; i++) pthread_create(&threads[i], NULL, writes, (void *)i);
    int good = 0;
    for (int i = 0; i < FORKS; i++) {
        pid_t child = fork();
        if (child == 0) {
            if (!whole()) _exit(1);
            if (i % 8 == 0) { /* A child of the child sees the same, whatever the parent writes meanwhile. */
                long before = stripes[0][0];
                pid_t grandchild = fork();
                if (grandchild == 0) _exit(whole() && stripes[0][0] == before ? 0 : 1);
                int status;
                waitpid(grandchild, &status, 0);
                if (status != 0) _exit(2);
            }
            usleep(1000);
            _exit(whole() ? 0 : 3);
        }
        int status;
        waitpid(child, &status, 0);
        good += status == 0;
    }
    stop = 1;
    for (int i = 0; i < WRITERS; i++) pthread_join(threads[i], NULL);
    say("whole in %d of %d children", good, FORKS);
}

/* The three cases of memory that stays shared: each tells what both sides see, and what a file holds. */
static void shared(const char *name, char *memory, int file) {
    strcpy(memory, "seed");
    int there[2], back[2];
    char c = 'x';
    pipe(there);
    pipe(back);
    pid_t child = fork();
    if (child == 0) {
        int seed = strcmp(memory, "seed") == 0;
        strcpy(memory + 100, "of the child");
        write(back[1], &c, 1);
        read(there[0], &c, 1);
        _exit(seed * 2 + (strcmp(memory + 200, "of the parent") == 0));
    }
    read(back[0], &c, 1);
    say("%s: parent sees '%s'", name, memory + 100);
    strcpy(memory + 200, "of the parent");
    write(there[1], &c, 1);
    int status;
    waitpid(child, &status, 0);
    say("%s: child saw seed and write: %s", name, status_text(status));
    if (file >= 0) {
        char text[300];
        pread(file, text, sizeof text, 0);
        say("%s: file holds '%s' '%s' '%s'", name, text, text + 100, text + 200);
    }
}

static void sharing(void) {
    char name[] = "snapshot-XXXXXX", shm[64];
    int file = mkstemp(name);
    unlink(name);
    ftruncate(file, 4096);
    shared("file", mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), file);
    shared("anonymous", mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), -1);
    snprintf(shm, sizeof shm, "/dev/shm/snapshot-%d", getpid());
    int memory = open(shm, O_RDWR | O_CREAT | O_EXCL, 0600);
    ftruncate(memory, 4096);
    shared("shm", mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0), memory);
    unlink(shm);
    int memfd = memfd_create("snapshot", 0);
    ftruncate(memfd, 4096);
    shared("memfd", mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memfd, 0), memfd);
}

static void private(void) {
    char name[] = "snapshot-XXXXXX";
    int file = mkstemp(name);
    unlink(name);
    write(file, "of the file", 12);
    char *mapped = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    strcpy(mapped, "before");
    static char data[20000];
    strcpy(data + 10000, "before");
    char stack[64] = "before";
    int gate[2];
    pipe(gate);
    pid_t child = fork();
    if (child == 0) {
        char c;
        close(gate[1]);
        read(gate[0], &c, 1);
        int kept = !strcmp(mapped, "before") + !strcmp(data + 10000, "before") + !strcmp(stack, "before");
        strcpy(mapped, "child");
        strcpy(data + 10000, "child");
        _exit(kept);
    }
    strcpy(mapped, "parent");
    strcpy(data + 10000, "parent");
    strcpy(stack, "parent");
    close(gate[1]);
    close(gate[0]);
    int status;
    waitpid(child, &status, 0);
    say("the child kept three: %s", status_text(status));
    say("the parent has '%s' '%s' '%s'", mapped, data + 10000, stack);
}

int main(void) {
    torn();
    sharing();
    private();
    return 0;
}
