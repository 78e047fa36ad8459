/* What a mapping of a file may ever be let do follows from how the file was opened, and stays with every piece of it. */
#include "say.h"
#include <linux/memfd.h>
#include <sys/uio.h>

#define PAGE 4096L
#define PAGES 16
#define FILE_BYTES (PAGES * PAGE)

static const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDONLY | O_APPEND, O_RDWR | O_APPEND};
static const char *mode_names[] = {"O_RDONLY", "O_WRONLY", "O_RDWR", "O_RDONLY|O_APPEND", "O_RDWR|O_APPEND"};
static const int protections[] = {PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE, PROT_READ | PROT_EXEC,
                                  PROT_READ | PROT_WRITE | PROT_EXEC};
static const char *protection_names[] = {"---", "r--", "-w-", "rw-", "r-x", "rwx"};
static const int sharings[] = {MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE};
static const char *sharing_names[] = {"shared", "private", "shared-validate"};

#define COUNT(a) (int)(sizeof(a) / sizeof(a)[0])

static int make(const char *name) {
    int fd = open(name, O_CREAT | O_TRUNC | O_RDWR, 0600);
    char page[PAGE];
    for (int i = 0; i < PAGES; i++) {
        memset(page, 'a' + i, PAGE);
        pwrite(fd, page, PAGE, i * PAGE);
    }
    return fd;
}

/* The answer without the address, which is nobody's business. */
static const char *answer(void *address) {
    if (address == MAP_FAILED) return strerrorname_np(errno);
    return "mapped";
}

static const char *outcome(int value) { return value == 0 ? "0" : strerrorname_np(errno); }

static char *map(int fd, int protection, int flags) { return mmap(0, FILE_BYTES, protection, flags, fd, 0); }

/* Which rights mprotect gives to one page. */
static void say_reachable(const char *what, char *at) {
    char text[128] = "";
    for (int p = 0; p < COUNT(protections); p++) {
        strcat(text, " ");
        strcat(text, outcome(mprotect(at, PAGE, protections[p])));
    }
    mprotect(at, PAGE, PROT_READ);
    say("%s:%s", what, text);
}

static void every_way_to_open(void) {
    close(make("modes"));
    for (int m = 0; m < COUNT(modes); m++) {
        int fd = open("modes", modes[m]);
        for (int s = 0; s < COUNT(sharings); s++) {
            for (int p = 0; p < COUNT(protections); p++) {
                char name[64];
                char *at = map(fd, protections[p], sharings[s]);
                sprintf(name, "%s %s %s %s", mode_names[m], sharing_names[s], protection_names[p], answer(at));
                if (at == MAP_FAILED) say("%s", name);
                else say_reachable(name, at);
                if (at != MAP_FAILED) munmap(at, FILE_BYTES);
            }
        }
        close(fd);
    }
}

/* Rights are those of the open file, whatever has become of its name since. */
static void a_name_that_changed(void) {
    int fd = make("name");
    fchmod(fd, 0400);
    char *at = map(fd, PROT_READ | PROT_WRITE, MAP_SHARED);
    say("made read-only by its mode: %s", answer(at));
    at[5] = 'X';
    unlink("name");
    char *late = map(fd, PROT_READ, MAP_SHARED);
    say_reachable("mapped after it was unlinked", late);
    mprotect(late, PAGE, PROT_READ | PROT_WRITE);
    late[6] = 'Y';
    char bytes[3] = "";
    pread(fd, bytes, 2, 5);
    say("in the file: %s", bytes);
    close(fd);
    mprotect(late, PAGE, PROT_READ);
    say_reachable("with the descriptor closed", late);
    munmap(at, FILE_BYTES);
    munmap(late, FILE_BYTES);
}

static int reopen(int fd, int flags) {
    char name[64];
    sprintf(name, "/proc/self/fd/%d", fd);
    return open(name, flags);
}

static void a_file_that_is_opened_anew(void) {
    close(make("anew"));
    int reader = open("anew", O_RDONLY);
    int writer = reopen(reader, O_RDWR);
    int again = reopen(writer, O_RDONLY);
    say("shared for writing: %s", answer(map(reader, PROT_READ | PROT_WRITE, MAP_SHARED)));
    say("shared for writing, opened anew for it: %s", answer(map(writer, PROT_READ | PROT_WRITE, MAP_SHARED)));
    say("shared for writing, opened anew for reading: %s", answer(map(again, PROT_READ | PROT_WRITE, MAP_SHARED)));
    say_reachable("for reading", map(reader, PROT_READ, MAP_SHARED));
    say_reachable("for writing", map(writer, PROT_READ, MAP_SHARED));
    say_reachable("for reading again", map(again, PROT_READ, MAP_SHARED));
    int copy = fcntl(reader, F_DUPFD, 50);
    say_reachable("a duplicate", map(copy, PROT_READ, MAP_SHARED));
    unlink("anew");
    int memory = memfd_create("anew", 0);
    ftruncate(memory, FILE_BYTES);
    int memory_reader = reopen(memory, O_RDONLY);
    say_reachable("a memory file", map(memory, PROT_READ, MAP_SHARED));
    say_reachable("a memory file opened anew for reading", map(memory_reader, PROT_READ, MAP_SHARED));
}

static int sealable(void) {
    int fd = memfd_create("sealed", MFD_ALLOW_SEALING);
    ftruncate(fd, FILE_BYTES);
    return fd;
}

static int seal(int fd, int seals) { return fcntl(fd, F_ADD_SEALS, seals); }

static void seals(void) {
    int fd = sealable();
    char *before = map(fd, PROT_READ | PROT_WRITE, MAP_SHARED);
    say("sealed against writing while it is mapped for it: %s", outcome(seal(fd, F_SEAL_WRITE)));
    say("sealed against writing from now on: %s", outcome(seal(fd, F_SEAL_FUTURE_WRITE)));
    before[0] = 'B';
    say("shared for writing: %s", answer(map(fd, PROT_READ | PROT_WRITE, MAP_SHARED)));
    char *after = map(fd, PROT_READ, MAP_SHARED);
    say("what was mapped before writes still: %c", after[0]);
    say("shifted for writing: %s", outcome(remap_file_pages(before, 4096, 0, 1, 0)));
    say_reachable("mapped before", before);
    say_reachable("mapped after", after);
    say_reachable("mapped privately", map(fd, PROT_READ, MAP_PRIVATE));
    close(fd);

    fd = sealable();
    say("sealed against writing: %s", outcome(seal(fd, F_SEAL_WRITE)));
    say("shared for writing: %s", answer(map(fd, PROT_READ | PROT_WRITE, MAP_SHARED)));
    say_reachable("shared", map(fd, PROT_READ, MAP_SHARED));
    say_reachable("private", map(fd, PROT_READ | PROT_WRITE, MAP_PRIVATE));
    close(fd);

    fd = sealable();
    char *own = map(fd, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    say("sealed while it is mapped privately: %s", outcome(seal(fd, F_SEAL_WRITE)));
    own[0] = 'P';
    say("its own copy: %c", own[0]);
    close(fd);

    fd = sealable();
    char *shared = map(fd, PROT_READ | PROT_WRITE, MAP_SHARED);
    shared[PAGE] = 'M';
    munmap(shared, FILE_BYTES);
    say("sealed once it is unmapped: %s", outcome(seal(fd, F_SEAL_WRITE)));
    say("sealed against shrinking: %s", outcome(seal(fd, F_SEAL_SHRINK | F_SEAL_GROW)));
    say("made shorter: %s", outcome(ftruncate(fd, PAGE)));
    close(fd);
}

/* Pieces of a mapping keep its limit. */
static void pieces(void) {
    close(make("pieces"));
    int fd = open("pieces", O_RDONLY);
    char *at = map(fd, PROT_READ, MAP_SHARED);
    say("the middle without rights: %s", outcome(mprotect(at + 4 * PAGE, 4 * PAGE, PROT_NONE)));
    munmap(at + 10 * PAGE, PAGE);
    say_reachable("before the middle", at + 3 * PAGE);
    say_reachable("the middle", at + 5 * PAGE);
    say_reachable("behind the middle", at + 9 * PAGE);
    say_reachable("behind the hole", at + 11 * PAGE);
    mprotect(at + 4 * PAGE, 4 * PAGE, PROT_READ);
    say_reachable("one piece again", at + 5 * PAGE);

    char *moved = mremap(at, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE);
    say_reachable("moved and grown", moved + 3 * PAGE);
    char *place = mmap(0, 8 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *fixed = mremap(moved, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, place + 2 * PAGE);
    say_reachable("moved to a place", fixed + PAGE);
    say("the place's neighbour has no limit: %s", outcome(mprotect(place, PAGE, PROT_READ | PROT_WRITE)));
    char *duplicate = mremap(fixed, 0, 3 * PAGE, MREMAP_MAYMOVE);
    say_reachable("duplicated", duplicate + 2 * PAGE);
    say("content: %c %c %c", fixed[0], duplicate[PAGE], at[8 * PAGE]);
    in_child("in a child", {
        say_reachable("inherited", fixed);
        char *again = mremap(fixed, PAGE, 6 * PAGE, MREMAP_MAYMOVE);
        say_reachable("inherited and moved", again + 5 * PAGE);
    });
    struct iovec local = {"zz", 2}, remote = {fixed, 2};
    say("written by the kernel: %s", result(read(open("/dev/zero", O_RDONLY), fixed, 8)));
    say("written as a debugger: %s", result(process_vm_writev(getpid(), &local, 1, &remote, 1, 0)));
    say("removed: %s", outcome(madvise(fixed, PAGE, MADV_REMOVE)));
    close(fd);
}

/* A neighbour of another kind has a limit of its own. */
static void neighbours(void) {
    close(make("neighbours"));
    int reader = open("neighbours", O_RDONLY), writer = open("neighbours", O_RDWR);
    char *place = mmap(0, 12 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *middle = mmap(place + 5 * PAGE, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, reader, PAGE);
    char *right = mmap(place + 6 * PAGE, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, writer, 2 * PAGE);
    char *left = mmap(place + 4 * PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    char *own = mmap(place + 7 * PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, reader, 3 * PAGE);
    say_reachable("read-only", middle);
    say_reachable("writable beside it", right);
    mprotect(right, PAGE, PROT_READ | PROT_WRITE);
    right[0] = 'R';
    left[0] = 'L';
    own[0] = 'O';
    char page[2] = "";
    pread(reader, page, 1, 2 * PAGE);
    say("left %c, middle %c, right %c, own %c, in the file %s", left[0], middle[0], right[0], own[0], page);
    pread(reader, page, 1, 3 * PAGE);
    say("the file where it was mapped privately: %s", page);
    say("all at once: %s", outcome(mprotect(left, 4 * PAGE, PROT_READ | PROT_WRITE)));
    left[1] = 'l';
    say("before the refusal it was done: %c", left[1]);
    close(reader);
    close(writer);
}

/* Bounded by what standard input was opened for, whoever opened it. */
static void standard_input(void) {
    char *at = mmap(0, PAGE, PROT_READ, MAP_SHARED, 0, 0);
    say("shared for writing: %s", answer(mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0, 0)));
    if (at == MAP_FAILED) say("shared for reading: %s", answer(at));
    else say_reachable("shared for reading", at);
}

int main(int argc, char **argv) {
    (void)argv;
    standard_input();
    if (argc > 1) return 0;
    every_way_to_open();
    a_name_that_changed();
    a_file_that_is_opened_anew();
    seals();
    pieces();
    neighbours();
    return 0;
}
