/*
 * Random sequences of memory calls over a small arena, with everything that they answer and everything that can then be read
 * printed. Built for the host and for the guest it must print the same.
 *
 *   memory-oracle SEED SEQUENCES OPERATIONS FILE [truncate]
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096L
#define PAGES 24
#define ARENA ((char *)0x10000000000)

static unsigned long state;
static int file, read_only, truncates;
static sigjmp_buf fault;

static unsigned random_below(unsigned bound) {
    state = state * 6364136223846793005UL + 1442695040888963407UL;
    return (unsigned)(state >> 33) % bound;
}

static void on_fault(int signal) {
    siglongjmp(fault, signal);
}

static void answer(const char *call, long result) {
    printf(" %s=%s", call, result == -1 ? strerrorname_np(errno) : "ok");
}

static void touch(char *address, int store) {
    int signal = sigsetjmp(fault, 1);
    if (signal) {
        printf(" %s", signal == SIGBUS ? "BUS" : "SEGV");
    } else if (store) {
        *(volatile int *)address = store;
        printf(" stored");
    } else {
        printf(" %x", *(volatile int *)address);
    }
}

static void dump(void) {
    printf("\n   ");
    for (int page = 0; page < PAGES; page++) {
        touch(ARENA + page * PAGE, 0);
    }
    char content[PAGES * PAGE];
    memset(content, 0, sizeof content);
    long length = pread(file, content, sizeof content, 0);
    printf(" | %ld", length);
    for (int page = 0; page < PAGES; page++) {
        printf(" %x", *(int *)(content + page * PAGE));
    }
    printf("\n");
}

static void map(char *at, long length) {
    static const int kinds[] = {MAP_PRIVATE, MAP_SHARED, MAP_SHARED_VALIDATE, 0};
    int kind = kinds[random_below(20) == 0 ? 3 : random_below(3)];
    int source = random_below(3);
    int flags = kind | MAP_FIXED | (source == 0 ? MAP_ANONYMOUS : 0) | (random_below(8) == 0 ? MAP_POPULATE : 0);
    if (random_below(8) == 0) {
        flags = (flags & ~MAP_FIXED) | MAP_FIXED_NOREPLACE;
    }
    int protection = random_below(8) & 3;
    long offset = random_below(PAGES) * PAGE;
    void *result = mmap(at, length, protection, flags, source == 1 ? file : source == 2 ? read_only : -1, offset);
    answer("mmap", result == MAP_FAILED ? -1 : 0);
}

static void remap(char *at, long length) {
    char *target = ARENA + random_below(PAGES) * PAGE;
    long new_length = random_below(6) * PAGE;
    int flags = MREMAP_MAYMOVE | MREMAP_FIXED | (random_below(4) == 0 ? MREMAP_DONTUNMAP : 0);
    if (target + new_length > ARENA + PAGES * PAGE) {
        new_length = ARENA + PAGES * PAGE - target;
    }
    if (random_below(3) == 0) {
        flags = 0;
    }
    if (random_below(8) == 0) {
        length = 0;
    }
    if (length == new_length) {
        /* Since Linux 6.17 such a move may span several mappings; before it answers EFAULT. */
        length = new_length = PAGE;
    }
    printf(" [%ld+%ld to %ld+%ld %d]", (at - ARENA) / PAGE, length / PAGE, (target - ARENA) / PAGE, new_length / PAGE, flags);
    void *result = mremap(at, length, new_length, flags, target);
    answer("mremap", result == MAP_FAILED ? -1 : 0);
}

static void advise(char *at, long length) {
    static const int advice[] = {MADV_DONTNEED, MADV_REMOVE, MADV_DONTFORK, MADV_DOFORK, MADV_WIPEONFORK, MADV_KEEPONFORK,
                                 MADV_POPULATE_READ, MADV_POPULATE_WRITE, MADV_WILLNEED, MADV_SEQUENTIAL, MADV_COLD, 77};
    int which = random_below(sizeof advice / sizeof *advice);
    int result = madvise(at, length, advice[which]);
    printf(" [%d]", advice[which]);
    answer("madvise", result);
}

static void operate(int depth);

static void split(void) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        printf(" child {");
        dump();
        for (int i = 0; i < 4; i++) {
            operate(1);
        }
        dump();
        printf("}");
        fflush(stdout);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    for (int i = 0; i < 4 * 8; i++) {
        random_below(2);
    }
}

static void operate(int depth) {
    int page = random_below(PAGES);
    long length = (1 + random_below(6)) * PAGE;
    char *at = ARENA + page * PAGE;
    if (at + length > ARENA + PAGES * PAGE) {
        length = ARENA + PAGES * PAGE - at;
    }
    unsigned char vector[PAGES];
    switch (random_below(depth ? 15 : 16)) {
        case 0: case 1: case 2: map(at, length); break;
        case 3: answer("munmap", munmap(at, length)); break;
        case 4: case 5: answer("mprotect", mprotect(at, length, random_below(4))); break;
        case 6: case 7: remap(at, length); break;
        case 8: case 9: advise(at, length); break;
        case 10: answer("msync", msync(at, length, random_below(8))); break;
        case 11: answer("mincore", mincore(at, length, vector)); break;
        case 12: answer("mlock", random_below(2) ? mlock(at, length) : munlock(at, length)); break;
        case 13: if (truncates) { answer("truncate", ftruncate(file, random_below(PAGES * 4096))); } break;
        case 14: case 15: if (!depth && random_below(2)) { split(); } else { touch(at, 1 + random_below(1000)); } break;
    }
}

int main(int count, char **arguments) {
    if (count < 5) {
        fprintf(stderr, "usage: memory-oracle SEED SEQUENCES OPERATIONS FILE [truncate]\n");
        return 2;
    }
    truncates = count > 5;
    struct sigaction action = {.sa_handler = on_fault};
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    static char buffer[1 << 16];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    for (int sequence = 0; sequence < atoi(arguments[2]); sequence++) {
        state = atol(arguments[1]) + sequence;
        random_below(2);
        file = open(arguments[4], O_RDWR | O_CREAT | O_TRUNC, 0600);
        read_only = open(arguments[4], O_RDONLY);
        munmap(ARENA, PAGES * PAGE);
        for (int page = 0; page < PAGES; page++) {
            int content = 0xf000 + page;
            pwrite(file, &content, sizeof content, page * PAGE);
        }
        printf("sequence %d\n", sequence);
        for (int i = 0; i < atoi(arguments[3]); i++) {
            printf("%d:", i);
            operate(0);
            if (i % 4 == 3) {
                dump();
            } else {
                printf("\n");
            }
        }
        dump();
        close(file);
        close(read_only);
    }
    unlink(arguments[4]);
    return 0;
}
