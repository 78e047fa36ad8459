/*
 * What memory calls cost: a line for each kind of work, with the median time of one repetition in nanoseconds. Built for the
 * host and for the guest, its numbers side by side are ratios; scripts/memory-benchmark prints them.
 *
 *   memory-calls FILE [ROW|-ROW...]
 *
 * Rows are chosen, or with a minus left out, by a part of their name.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096L
#define MIB (1L << 20)

static int file;

static void require(int holds, const char *what) {
    if (!holds) {
        perror(what);
        exit(1);
    }
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static char *map(long length, int protection, int flags, int descriptor) {
    char *address = mmap(NULL, length, protection, flags, descriptor, 0);
    require(address != MAP_FAILED, "mmap");
    return address;
}

static char *anonymous(long length) {
    return map(length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static void touch(char *address, long length) {
    for (long at = 0; at < length; at += PAGE) {
        ((volatile char *)address)[at] += 1;
    }
}

static void map_unmap(void) {
    munmap(anonymous(64 << 10), 64 << 10);
}

static char *flipped;

static void protect_flip(void) {
    if (flipped == NULL) {
        flipped = anonymous(64 << 10);
        touch(flipped, 64 << 10);
    }
    require(mprotect(flipped, 64 << 10, PROT_READ) == 0, "mprotect");
    require(mprotect(flipped, 64 << 10, PROT_READ | PROT_WRITE) == 0, "mprotect");
}

static char *grown;

/* 64 MiB of touched memory move into a reservation, and grow. */
static void remap_move(void) {
    if (grown == NULL) {
        grown = anonymous(64 * MIB);
        touch(grown, 64 * MIB);
    }
    char *target = map(128 * MIB, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
    char *moved = mremap(grown, 64 * MIB, 65 * MIB, MREMAP_MAYMOVE | MREMAP_FIXED, target);
    require(moved == target, "mremap");
    munmap(target + 64 * MIB, 64 * MIB);
    grown = moved;
}

static void share_file(void) {
    char *shared = map(MIB, PROT_READ | PROT_WRITE, MAP_SHARED, file);
    touch(shared, MIB);
    munmap(shared, MIB);
}

static void read_file(void) {
    char *shared = map(MIB, PROT_READ, MAP_PRIVATE, file);
    long sum = 0;
    for (long at = 0; at < MIB; at += PAGE) {
        sum += ((volatile char *)shared)[at];
    }
    munmap(shared, MIB);
}

static char *advised;

static void do_not_need(void) {
    if (advised == NULL) {
        advised = anonymous(MIB);
    }
    touch(advised, MIB);
    require(madvise(advised, MIB, MADV_DONTNEED) == 0, "madvise");
}

static void touch_fresh(void) {
    char *fresh = anonymous(MIB);
    touch(fresh, MIB);
    munmap(fresh, MIB);
}

static void reserve_terabyte(void) {
    long length = 1L << 40;
    munmap(map(length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1), length);
}

static void break_grow(void) {
    require(sbrk(64 << 10) != (void *)-1, "sbrk");
    sbrk(-(64 << 10));
}

static int compare(const void *a, const void *b) {
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

/* Repeats work in rounds of about 20 ms, after half a second in which nothing counts, and answers the median round. */
static double median(void (*work)(void)) {
    double rounds[15];
    long repetitions = 1;
    double start = now();
    while (now() - start < 5e8) {
        work();
    }
    for (;;) {
        start = now();
        for (long i = 0; i < repetitions; i++) {
            work();
        }
        if (now() - start > 1e7) {
            break;
        }
        repetitions *= 2;
    }
    for (int round = 0; round < 15; round++) {
        start = now();
        for (long i = 0; i < repetitions; i++) {
            work();
        }
        rounds[round] = (now() - start) / repetitions;
    }
    qsort(rounds, 15, sizeof rounds[0], compare);
    return rounds[7];
}

/* One mmap and munmap among so many mappings that cannot merge. */
static double among(long mappings) {
    char *area = map(2 * mappings * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
    for (long i = 0; i < mappings; i += 2) {
        if (mprotect(area + 2 * i * PAGE, PAGE, PROT_READ) != 0) {
            break; /* Linux's vm.max_map_count */
        }
    }
    double cost = median(map_unmap);
    munmap(area, 2 * mappings * PAGE);
    return cost;
}

static double among_ten(void) {
    return among(10);
}

static double among_many(void) {
    return among(100000);
}

static char *walked;

static void walk(void) {
    long sum = 0;
    for (long at = 0; at < 8 * MIB; at += sizeof(long)) {
        sum += *(volatile long *)(walked + at);
    }
}

static void jump(void) {
    unsigned long state = 1;
    for (long i = 0; i < MIB; i++) {
        state = state * 6364136223846793005UL + 1442695040888963407UL;
        *(volatile long *)(walked + (state >> 41) / 8 * 8) += 1;
    }
}

static double over(char *memory, void (*work)(void)) {
    walked = memory;
    touch(memory, 8 * MIB);
    double cost = median(work);
    munmap(memory, 8 * MIB);
    return cost;
}

static int memory_file(void) {
    int descriptor = memfd_create("bench", 0);
    require(descriptor >= 0 && ftruncate(descriptor, 8 * MIB) == 0, "memfd_create");
    return descriptor;
}

#define BACKINGS(WORK)                                                                        \
    static double WORK##_private(void) { return over(anonymous(8 * MIB), WORK); }             \
    static double WORK##_shared(void) {                                                       \
        return over(map(8 * MIB, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1), WORK); \
    }                                                                                         \
    static double WORK##_file(void) {                                                         \
        return over(map(8 * MIB, PROT_READ | PROT_WRITE, MAP_SHARED, file), WORK);            \
    }                                                                                         \
    static double WORK##_copy(void) {                                                         \
        return over(map(8 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE, file), WORK);           \
    }                                                                                         \
    static double WORK##_memfd(void) {                                                        \
        return over(map(8 * MIB, PROT_READ | PROT_WRITE, MAP_SHARED, memory_file()), WORK);   \
    }

BACKINGS(walk)
BACKINGS(jump)

static const struct {
    const char *name;
    void (*work)(void);
    double (*measure)(void);
} rows[] = {
    {"mmap+munmap 64 KiB, untouched", map_unmap, NULL},
    {"mprotect, to and fro, 64 KiB", protect_flip, NULL},
    {"mremap, 64 MiB move and grow", remap_move, NULL},
    {"shared file: map, write 1 MiB, unmap", share_file, NULL},
    {"private file: map, read 1 MiB, unmap", read_file, NULL},
    {"write 1 MiB, MADV_DONTNEED", do_not_need, NULL},
    {"anonymous: map, write 1 MiB, unmap", touch_fresh, NULL},
    {"reserve 1 TiB, unmap", reserve_terabyte, NULL},
    {"brk, 64 KiB up and down", break_grow, NULL},
    {"mmap+munmap among 10 VMAs", NULL, among_ten},
    {"mmap+munmap among 100,000 VMAs", NULL, among_many},
    {"walk 8 MiB: private anonymous", NULL, walk_private},
    {"walk 8 MiB: shared anonymous", NULL, walk_shared},
    {"walk 8 MiB: shared file", NULL, walk_file},
    {"walk 8 MiB: private file, written", NULL, walk_copy},
    {"walk 8 MiB: memfd", NULL, walk_memfd},
    {"jump in 8 MiB: private anonymous", NULL, jump_private},
    {"jump in 8 MiB: shared anonymous", NULL, jump_shared},
    {"jump in 8 MiB: shared file", NULL, jump_file},
    {"jump in 8 MiB: private file, written", NULL, jump_copy},
    {"jump in 8 MiB: memfd", NULL, jump_memfd},
};

static int is_wanted(int count, char **names, const char *row) {
    int chosen = 0, choices = 0;
    for (int i = 0; i < count; i++) {
        if (names[i][0] != '-') {
            choices++;
            chosen |= strstr(row, names[i]) != NULL;
        } else if (strstr(row, names[i] + 1) != NULL) {
            return 0;
        }
    }
    return chosen || choices == 0;
}

int main(int count, char **arguments) {
    require(count >= 2, "usage: memory-calls FILE [ROW...]");
    file = open(arguments[1], O_RDWR | O_CREAT, 0600);
    require(file >= 0 && ftruncate(file, 8 * MIB) == 0, arguments[1]);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (is_wanted(count - 2, arguments + 2, rows[i].name)) {
            double cost = rows[i].work != NULL ? median(rows[i].work) : rows[i].measure();
            printf("%.0f\t%s\n", cost, rows[i].name);
            fflush(stdout);
        }
    }
    return 0;
}
