/* A mapped file that becomes shorter: SIGBUS for the processor, EFAULT and partial counts for the kernel. */
#include "faults.h"
#include <linux/falloc.h>
#include <pthread.h>
#include <sys/uio.h>

#define PAGE 4096L
#define PAGES 8

static int make(const char *name, int flags) {
    int fd = open(name, O_CREAT | O_RDWR | flags, 0600);
    char page[PAGE];
    for (int i = 0; i < PAGES; i++) {
        memset(page, 'a' + i, PAGE);
        pwrite(fd, page, PAGE, i * PAGE);
    }
    return fd;
}

static void map(int fd, int flags) {
    base = mmap(NULL, (PAGES + 2) * PAGE, PROT_READ | PROT_WRITE, flags, fd, 0);
    for (int i = 0; i < PAGES; i++) ((volatile char *)base)[i * PAGE + 1];
}

static void unmap(void) { munmap(base, (PAGES + 2) * PAGE); }

static void shared(void) {
    int fd = make("shared", O_TRUNC);
    map(fd, MAP_SHARED);
    base[3 * PAGE + 100] = 'x';
    say("truncate: %s", result(ftruncate(fd, 3 * PAGE + 10)));
    touch("read", 3 * PAGE + 9, 0);
    touch("read the cleared tail", 3 * PAGE + 100, 0);
    touch("read", 4 * PAGE, 0);
    touch("write", 5 * PAGE + 77, 1);
    touch("read the last byte", PAGES * PAGE - 1, 0);
    touch("read past everything", PAGES * PAGE + PAGE, 0);
    say("grow: %s", result(ftruncate(fd, PAGES * PAGE)));
    touch("read after growing", 4 * PAGE, 0);
    touch("write after growing", 5 * PAGE + 77, 1);
    say("empty: %s", result(truncate("shared", 0)));
    touch("read of nothing", 0, 0);
    pwrite(fd, "again", 5, 0);
    touch("read after a write", 0, 0);
    touch("read after it", 5, 0);
    touch("read of the next page", PAGE, 0);
    int other = make("shared", 0);
    touch("read of what was written anew", 6 * PAGE, 0);
    close(open("shared", O_WRONLY | O_TRUNC));
    touch("read after O_TRUNC", 6 * PAGE, 0);
    make("shared", 0);
    close(open("shared", O_RDONLY | O_TRUNC));
    touch("read after O_RDONLY|O_TRUNC", 6 * PAGE, 0);
    close(other);
    close(fd);
    unmap();
}

static void copies(void) {
    int fd = make("copies", O_TRUNC);
    map(fd, MAP_PRIVATE);
    base[2 * PAGE] = 'X';
    base[5 * PAGE] = 'Y';
    base[6 * PAGE] = 'Z';
    say("truncate: %s", result(ftruncate(fd, 5 * PAGE + 1)));
    touch("private copy before the end", 2 * PAGE, 0);
    touch("private copy of the last page", 5 * PAGE, 0);
    touch("private copy beyond", 6 * PAGE, 0);
    touch("private write beyond", 7 * PAGE, 1);
    ftruncate(fd, PAGES * PAGE);
    touch("after growing", 6 * PAGE, 0);
    touch("in the last page after growing", 5 * PAGE + 1, 0);
    in_child("child", {
        base[4 * PAGE] = 'c';
        ftruncate(fd, 2 * PAGE);
        touch("copy in the child", 4 * PAGE, 0);
    });
    touch("copy in the parent", 2 * PAGE, 0);
    close(fd);
    unmap();
}

static void refused(void) {
    int fd = memfd_create("sealed", MFD_ALLOW_SEALING);
    ftruncate(fd, PAGES * PAGE);
    map(fd, MAP_SHARED);
    memset(base, 'm', PAGES * PAGE);
    fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK);
    say("sealed: %s", result(ftruncate(fd, PAGE)));
    touch("read of what is sealed", 6 * PAGE, 0);
    unmap();
    map(fd, MAP_PRIVATE);
    base[6 * PAGE] = 'p';
    say("sealed: %s", result(ftruncate(fd, PAGE)));
    touch("copy of what is sealed", 6 * PAGE, 0);
    say("negative: %s", result(ftruncate(fd, -1)));
    say("huge: %s", result(ftruncate(fd, 0x7fffffffffffffffL)));
    touch("copy after growing beyond measure", 6 * PAGE, 0);
    unmap();
    close(fd);
}

static void holes(void) {
    int fd = memfd_create("holes", 0);
    ftruncate(fd, PAGES * PAGE);
    map(fd, MAP_SHARED);
    memset(base, 'h', PAGES * PAGE);
    say("punch: %s", result(fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 2 * PAGE, 2 * PAGE + 5)));
    touch("before the hole", 2 * PAGE - 1, 0);
    touch("in the hole", 2 * PAGE, 0);
    touch("at its end", 4 * PAGE + 4, 0);
    touch("behind it", 4 * PAGE + 5, 0);
    unmap();
    map(fd, MAP_PRIVATE);
    base[6 * PAGE] = 'p';
    fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 5 * PAGE, 2 * PAGE);
    touch("private copy in a hole", 6 * PAGE, 0);
    touch("private page in a hole", 5 * PAGE, 0);
    unmap();
    close(fd);
}

/* What the kernel copies to and from memory that ends in the middle. */
static void counts(void) {
    int fd = make("counts", O_TRUNC);
    int out = open("written", O_CREAT | O_RDWR | O_TRUNC, 0600);
    int pipes[2];
    pipe(pipes);
    map(fd, MAP_SHARED);
    ftruncate(fd, 2 * PAGE);
    say("write: %s", result(write(out, base + PAGE, 3 * PAGE)));
    say("write from nothing: %s", result(write(out, base + 2 * PAGE, 10)));
    say("pwrite: %s", result(pwrite(out, base + 2 * PAGE - 10, 100, 5)));
    say("pipe: %s", result(write(pipes[1], base + 2 * PAGE - 10, 5)));
    say("pipe from nothing: %s", result(write(pipes[1], base + 2 * PAGE, 5)));
    say("read of a pipe: %s", result(read(pipes[0], base + 2 * PAGE - 2, 2)));
    struct iovec pieces[] = {{base, 100}, {base + 2 * PAGE - 50, 100}, {base + PAGE, 100}};
    say("writev: %s", result(writev(out, pieces, 3)));
    say("pwritev: %s", result(pwritev(out, pieces + 1, 2, 7)));
    say("read: %s", result(pread(out, base + PAGE + 1, 2 * PAGE, 0)));
    say("read to nothing: %s", result(pread(out, base + 2 * PAGE, 8, 0)));
    say("readv: %s", result(preadv(out, pieces, 3, 0)));
    say("file size: %s", result(lseek(out, 0, SEEK_END)));
    struct stat *st = (struct stat *)(base + 2 * PAGE);
    say("fstat: %s", result(fstat(out, st)));
    say("open: %s", result(open(base + 2 * PAGE, O_RDONLY)));
    say("pipe2: %s", result(pipe2((int *)(base + 2 * PAGE - 4), 0)));
    say("populate: %s", result(madvise(base, PAGES * PAGE, 22)));
    say("mincore: %s", result(mincore(base, PAGES * PAGE, (unsigned char *)base + 2 * PAGE)));
    say("mlock: %s", result(mlock(base, PAGES * PAGE)));
    unmap();
    close(fd);
    close(out);
}

static volatile int stop;

static void *shorten(void *file) {
    while (!stop) {
        ftruncate(*(int *)file, PAGE);
        ftruncate(*(int *)file, PAGES * PAGE);
    }
    return NULL;
}

/* Threads that use memory that comes and goes meet the signal at the very address, or what is there. */
static void race(void) {
    static volatile long wrong, faults, reads;
    int fd = make("race", O_TRUNC);
    map(fd, MAP_SHARED);
    pthread_t thread;
    pthread_create(&thread, NULL, shorten, &fd);
    for (volatile int i = 0; i < 20000 || faults < 50; i++) {
        volatile long offset = (1 + i % (PAGES - 1)) * PAGE + i % 512 * 8;
        if (sigsetjmp(back, 1)) {
            faults++;
            if (code != SIGBUS * 100 + BUS_ADRERR || fault != offset) wrong++;
        } else if (i % 2) {
            *(volatile long *)(base + offset) = 0;
        } else {
            if (*(volatile long *)(base + offset) & 0x8080808080808080) wrong++;
            reads++;
        }
    }
    stop = 1;
    pthread_join(thread, NULL);
    say("wrong: %ld", wrong);
    unmap();
    close(fd);
}

int main(void) {
    struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO};
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
    shared();
    copies();
    refused();
    holes();
    counts();
    race();
    return 0;
}
