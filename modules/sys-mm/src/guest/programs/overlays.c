/* A large image that is mapped shared and read-only, several times, with neighbours of other kinds; and shared mappings that move. */
#include "say.h"

#define PAGE 4096L
#define IMAGE_PAGES (135L * 256)
#define IMAGE_BYTES (IMAGE_PAGES * PAGE)
#define BLOCK (2L << 20)

static const char *answer(void *address) { return address == MAP_FAILED ? strerrorname_np(errno) : "mapped"; }
static const char *outcome(int value) { return value == 0 ? "0" : strerrorname_np(errno); }

static unsigned long marker(long page) { return 0x746f6d626f6c6f00UL ^ (unsigned long)page * 0x9e3779b97f4a7c15UL; }

static void make_image(void) {
    int fd = open("image", O_CREAT | O_RDWR | O_TRUNC, 0600);
    ftruncate(fd, IMAGE_BYTES);
    char *at = mmap(0, IMAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    for (long page = 0; page < IMAGE_PAGES; page++) *(unsigned long *)(at + page * PAGE + page % 500 * 8) = marker(page);
    munmap(at, IMAGE_BYTES);
    close(fd);
}

/* How many pages of a mapping are not the image's, from one page of it on. */
static long wrong(const char *at, long first, long pages) {
    long count = 0;
    for (long i = 0; i < pages; i++) {
        long page = first + i;
        count += *(const unsigned long *)(at + i * PAGE + page % 500 * 8) != marker(page);
    }
    return count;
}

static long stamp(int fd, long page) {
    long value = -1;
    pread(fd, &value, sizeof value, page * PAGE + page % 500 * 8);
    return value == (long)marker(page) ? page : value;
}

static void image(void) {
    int fd = open("image", O_RDONLY);
    char *first = mmap(0, IMAGE_BYTES, PROT_READ, MAP_SHARED, fd, 0);
    char *second = mmap(0, IMAGE_BYTES - BLOCK, PROT_READ, MAP_SHARED, fd, BLOCK);
    close(fd);
    say("wrong pages: %ld", wrong(first, 0, IMAGE_PAGES));
    say("wrong pages in a second mapping: %ld", wrong(second, BLOCK / PAGE, IMAGE_PAGES - BLOCK / PAGE));
    say("writing is refused: %s", outcome(mprotect(first, IMAGE_BYTES, PROT_READ | PROT_WRITE)));
    long block = 0;
    for (long offset = 0; offset < IMAGE_BYTES; offset += BLOCK) {
        block += mprotect(first + offset, BLOCK, PROT_READ | PROT_WRITE) == -1 && errno == EACCES;
    }
    say("and in each block: %ld", block);
    in_child("a child", say("wrong pages: %ld", wrong(first, 0, IMAGE_PAGES)));

    /* In the middle of a block, at no multiple of anything but the page. */
    long hole = 7 * BLOCK / PAGE + 33;
    char *neighbour = mmap(first + hole * PAGE, 5 * PAGE, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    say("a neighbour: %s", answer(neighbour));
    say("is empty: %d %d", neighbour[0], neighbour[5 * PAGE - 1]);
    memset(neighbour, 'n', 5 * PAGE);
    say("may be written: %s", outcome(mprotect(neighbour, 5 * PAGE, PROT_READ | PROT_WRITE)));
    say("wrong before it: %ld", wrong(first, 0, hole));
    say("wrong behind it: %ld", wrong(first + (hole + 5) * PAGE, hole + 5, IMAGE_PAGES - hole - 5));
    say("wrong in the second mapping: %ld", wrong(second, BLOCK / PAGE, IMAGE_PAGES - BLOCK / PAGE));
    fd = open("image", O_RDWR);
    say("in the file: %d", stamp(fd, hole) == hole && stamp(fd, hole + 4) == hole + 4);

    /* And the other way round: the image beside memory that was there before. */
    char *place = mmap(0, 16 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(place, 'p', 16 * PAGE);
    mmap(place + 5 * PAGE, 3 * PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 1001 * PAGE);
    say("before: %c, wrong: %ld, behind: %c", place[5 * PAGE - 1], wrong(place + 5 * PAGE, 1001, 3), place[8 * PAGE]);
    place[8 * PAGE] = 'q';
    place[5 * PAGE - 1] = 'o';
    say("in the file: %d", stamp(fd, 1000) == 1000 && stamp(fd, 1004) == 1004);
    close(fd);
    munmap(first, IMAGE_BYTES);
    munmap(second, IMAGE_BYTES - BLOCK);
    munmap(place, 16 * PAGE);
}

/* Shared mappings that move to every side stay the file's pages. */
static void moves(void) {
    int fd = open("image", O_RDWR);
    char *place = mmap(0, 64 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *at = mmap(place + 20 * PAGE, 6 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 2001 * PAGE);
    say("at first: %ld", wrong(at, 2001, 6));
    int fixed = MREMAP_MAYMOVE | MREMAP_FIXED;
    at = mremap(at, 6 * PAGE, 6 * PAGE, fixed, place + 41 * PAGE);
    say("up: %s %ld", answer(at), wrong(at, 2001, 6));
    at = mremap(at, 6 * PAGE, 6 * PAGE, fixed, place + 3 * PAGE);
    say("down: %s %ld", answer(at), wrong(at, 2001, 6));
    say("over itself: %s", answer(mremap(at, 6 * PAGE, 6 * PAGE, fixed, at + 2 * PAGE)));
    at = mremap(at, 6 * PAGE, 9 * PAGE, fixed, place + 30 * PAGE);
    say("grown: %s %ld", answer(at), wrong(at, 2001, 9));
    at = mremap(at, 9 * PAGE, 4 * PAGE, fixed, place + 11 * PAGE);
    say("shrunk: %s %ld", answer(at), wrong(at, 2001, 4));
    char *middle = mremap(at + PAGE, 2 * PAGE, 2 * PAGE, fixed, place + 50 * PAGE);
    say("its middle alone: %s %ld %ld %ld", answer(middle), wrong(middle, 2002, 2), wrong(at, 2001, 1), wrong(at + 3 * PAGE, 2004, 1));
    char *twice = mremap(middle, 0, 5 * PAGE, MREMAP_MAYMOVE);
    say("twice: %s %ld", answer(twice), wrong(twice, 2002, 5));
    char *left = mremap(middle, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0);
    say("and left behind: %s", answer(left));
    middle[7] = 'm';
    say("one page in all of them: %c %c", left[7], twice[7]);
    char byte = 0;
    pread(fd, &byte, 1, 2002 * PAGE + 7);
    say("and in the file: %c", byte);
    pwrite(fd, "w", 1, 2003 * PAGE + 9);
    say("written to the file: %c %c %c", left[PAGE + 9], twice[PAGE + 9], middle[PAGE + 9]);
    in_child("a child moves its own", {
        char *moved = mremap(twice, 5 * PAGE, 5 * PAGE, fixed, place + 56 * PAGE);
        moved[11] = 'c';
        say("moved: %s", answer(moved));
    });
    say("what it wrote: %c", twice[11]);
    say("across two mappings: %s", answer(mremap(place + 11 * PAGE, 4 * PAGE, 8 * PAGE, MREMAP_MAYMOVE)));
    close(fd);
}

int main(void) {
    make_image();
    image();
    moves();
    unlink("image");
    return 0;
}
