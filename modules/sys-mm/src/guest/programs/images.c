// A large image that is mapped read-only and shared, as a run-time image is: markers on each page over many blocks of 2 MiB, a second
// mapping at the same time, rights that nobody gets, neighbours, and mappings that move.
#include "say.h"
#include <stdint.h>

#define PAGE 4096L
#define SIZE (135L << 20)
#define PAGES (SIZE / PAGE)
#define PLACE ((char *)0x7200000000)

static uint64_t marker(long page) {
    return (uint64_t)page * 0x9e3779b97f4a7c15u + 1;
}

static long wrong(const char *image, long first, long pages) {
    long bad = 0;
    for (long page = first; page < first + pages; page++) {
        const uint64_t *at = (const uint64_t *)(image + (page - first) * PAGE);
        bad += at[0] != marker(page) || at[511] != ~marker(page);
    }
    return bad;
}

static void make(const char *path) {
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    static uint64_t block[512 * 512];
    for (long page = 0; page < PAGES; page += 512) {
        long count = PAGES - page < 512 ? PAGES - page : 512;
        for (long i = 0; i < count; i++) {
            block[i * 512] = marker(page + i);
            block[i * 512 + 511] = ~marker(page + i);
        }
        write(fd, block, count * PAGE);
    }
    close(fd);
}

static void image(void) {
    int reading = open("image", O_RDONLY);
    char *whole = mmap(PLACE, SIZE, PROT_READ, MAP_SHARED | MAP_FIXED, reading, 0);
    say("wrong pages: %ld", wrong(whole, 0, PAGES));
    char *second = mmap(0, SIZE, PROT_READ, MAP_SHARED, reading, 0);
    say("wrong pages of the second: %ld", wrong(second, 0, PAGES));
    char *part = mmap(0, 7 * PAGE, PROT_READ, MAP_SHARED, reading, 515 * PAGE);
    say("wrong pages of a part: %ld", wrong(part, 515, 7));
    close(reading);
    say("mprotect for writing: %s", result(mprotect(whole, SIZE, PROT_READ | PROT_WRITE)));
    say("of one page: %s", result(mprotect(whole + 600 * PAGE, PAGE, PROT_WRITE)));
    say("no access: %s", result(mprotect(whole + 600 * PAGE, PAGE, PROT_NONE)));
    say("again: %s", result(mprotect(whole + 600 * PAGE, PAGE, PROT_READ)));
    say("writing still: %s", result(mprotect(whole + 600 * PAGE, PAGE, PROT_READ | PROT_WRITE)));
    say("executing: %s", result(mprotect(whole + 601 * PAGE, PAGE, PROT_READ | PROT_EXEC)));
    say("wrong pages: %ld", wrong(whole, 0, PAGES));
    in_child("writing by code", *(volatile char *)whole = 1);
    in_child("a child's mprotect", say("%s", result(mprotect(whole, PAGE, PROT_READ | PROT_WRITE))));
    in_child("a child reads", say("%ld", wrong(whole, 0, PAGES)));
    say("madvise dontneed: %s", result(madvise(whole, SIZE, MADV_DONTNEED)));
    say("wrong pages: %ld", wrong(whole, 0, PAGES));

    // Anonymous neighbours above, below and within do not inherit the image, nor does the image lose a page to them.
    char *above = mmap(PLACE + SIZE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    char *below = mmap(PLACE - PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    char *within = mmap(PLACE + 1000 * PAGE, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    int zero = 1;
    for (long at = 0; at < PAGE; at++)
        zero &= !above[at] && !below[at] && !within[at] && !within[2 * PAGE + at];
    say("neighbours are empty: %d", zero);
    memset(above, 1, PAGE);
    memset(below, 2, PAGE);
    memset(within, 3, 3 * PAGE);
    say("wrong pages around: %ld %ld %ld", wrong(PLACE, 0, 1000), wrong(PLACE + 1003 * PAGE, 1003, PAGES - 1003),
        wrong(second, 0, PAGES));
    munmap(within, 3 * PAGE);
    in_child("the hole", *(volatile char *)within);
    munmap(PLACE, SIZE);
    munmap(second, SIZE);
}

static void moving(void) {
    int fd = open("image", O_RDWR);
    char *at = mmap(PLACE, 64 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 512 * PAGE);
    say("grown in place: %s", result(mremap(at, 64 * PAGE, 128 * PAGE, 0) == at ? 0 : -1));
    say("wrong: %ld", wrong(at, 512, 128));
    char *blocker = mmap(PLACE + 128 * PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    say("no room: %s", result((long)mremap(at, 128 * PAGE, 256 * PAGE, 0)));
    char *up = mremap(at, 128 * PAGE, 256 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, PLACE + 4096 * PAGE);
    say("up: %ld", up == MAP_FAILED ? -1 : wrong(up, 512, 256));
    in_child("the old place", *(volatile char *)at);
    char *down = mremap(up, 256 * PAGE, 256 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, PLACE - 4096 * PAGE);
    say("down: %ld", wrong(down, 512, 256));
    char *overlapping = mremap(down, 256 * PAGE, 256 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, down + 10 * PAGE);
    say("upon itself: %s", result((long)overlapping));
    char *over = mmap(PLACE, 256 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    memset(over, 7, 256 * PAGE);
    over = mremap(down, 256 * PAGE, 256 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, PLACE);
    say("over another: %ld", wrong(over, 512, 256));
    char *middle = mremap(over + 100 * PAGE, 50 * PAGE, 20 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, PLACE + 1000 * PAGE);
    say("the middle, shrunk: %ld %ld %ld", wrong(middle, 612, 20), wrong(over, 512, 100), wrong(over + 150 * PAGE, 662, 106));
    char *twin = mremap(over, 0, 100 * PAGE, MREMAP_MAYMOVE);
    say("twin: %ld", wrong(twin, 512, 100));
    ((uint64_t *)twin)[5] = 55;
    say("they are one: %lu", (unsigned long)((uint64_t *)over)[5]);
    char *left = mremap(over, 100 * PAGE, 100 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0);
    say("moved, and the old place is shown anew: %ld %ld", wrong(left, 512, 100), wrong(over, 512, 100));
    ((uint64_t *)left)[6] = 66;
    uint64_t words[8];
    pread(fd, words, sizeof words, 512 * PAGE);
    say("the file has it: %lu %lu", (unsigned long)words[5], (unsigned long)words[6]);
    words[7] = 77;
    pwrite(fd, words, sizeof words, 512 * PAGE);
    say("mappings have it: %lu %lu %lu", (unsigned long)((uint64_t *)left)[7], (unsigned long)((uint64_t *)over)[7],
        (unsigned long)((uint64_t *)twin)[7]);
    say("across two mappings: %s", result((long)mremap(twin, 200 * PAGE, 300 * PAGE, MREMAP_MAYMOVE)));
    char *shared = mmap(0, 32 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int page = 0; page < 32; page++)
        shared[page * PAGE] = page;
    pid_t child = fork();
    if (child == 0) {
        char *moved = mremap(shared, 32 * PAGE, 32 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, PLACE + 8192 * PAGE);
        moved[3 * PAGE + 1] = 99;
        _exit(moved[31 * PAGE]);
    }
    int status;
    waitpid(child, &status, 0);
    say("shared memory moved by a child: %s, %d", status_text(status), shared[3 * PAGE + 1]);
    char *beyond = mremap(shared, 32 * PAGE, 64 * PAGE, MREMAP_MAYMOVE);
    in_child("beyond what it was made with", beyond[40 * PAGE] = 1);
    close(fd);
}

static void two_processes(void) {
    int fd = open("small", O_RDWR | O_CREAT, 0600);
    ftruncate(fd, 16 * PAGE);
    int go[2], back[2];
    char byte;
    pipe(go);
    pipe(back);
    pid_t child = fork();
    if (child == 0) {
        int own = open("small", O_RDWR);
        char *at = mmap(0, 16 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, own, 0);
        char *copy = mmap(0, 16 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, own, 0);
        copy[1] = 'c';
        read(go[0], &byte, 1);
        printf("child sees %s, private %s\n", at + 10 * PAGE, copy + 10 * PAGE);
        strcpy(at + 11 * PAGE, "from the child");
        fflush(stdout);
        write(back[1], "x", 1);
        _exit(0);
    }
    char *at = mmap(0, 16 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    strcpy(at + 10 * PAGE, "from the parent");
    write(go[1], "x", 1);
    read(back[0], &byte, 1);
    waitpid(child, 0, 0);
    say("parent sees %s, %d", at + 11 * PAGE, at[1]);
    char text[20] = "";
    pread(fd, text, 15, 10 * PAGE);
    say("file has %s", text);
}

int main(void) {
    make("image");
    image();
    moving();
    two_processes();
    unlink("image");
    return 0;
}
